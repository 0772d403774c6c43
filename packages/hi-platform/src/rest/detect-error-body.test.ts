import fc from 'fast-check'
import { expect, test } from 'vitest'
import { detectErrorBody } from './detect-error-body.js'

test.each([
  '<!doctype html>',
  '<!DOCTYPE  HTML PUBLIC "-//W3C//DTD HTML 4.01//EN">',
  '<html>',
  '<HTML lang="pt-BR"><body>Em manutenção</body></HTML>',
  '<html',
  '\uFEFF<html></html>',
  '\r\n\t <!-- balancer 3 -->\n<!-- - -->\n<!doctype html>',
  '<?xml version="1.0"?>\n<!DOCTYPE html>',
])('%j is a page', (body) => {
  expect(detectErrorBody(body)).toBe('html-page')
})

test.each([
  '"ERROR"',
  '"error"',
  '" Erro "',
  '"ERRO_INTERNO"',
  '"FAIL"',
  '"failed"',
  '"Failure"',
  '"NOK"',
  '"False"',
  'false',
  '400',
  '503.5',
  '"500"',
])('a status of %s names an error', (status) => {
  expect(detectErrorBody(`{"status":${status},"data":null}`)).toBe('error-status')
  expect(detectErrorBody(`\uFEFF\n{ "status" : ${status} }\n`)).toBe('error-status')
})

test.each([
  '',
  ' ',
  'OK',
  'Mensagem enfileirada',
  'error',
  '<!-- nothing -->',
  '<!-- <html>',
  '<htmlx>',
  '<message>ok</message>',
  'see <html>',
  '{"status":"ERROR"',
  '[{"status":"ERROR"}]',
  '"ERROR"',
  '{}',
  '{"error":"none"}',
  '{"data":{"status":"ERROR"}}',
  ...['"OK"', '"SUCCESS"', '"queued"', '"enfileirada"', '"nokia"', '"no error"', '""', 'null', 'true'].map(
    (status) => `{"status":${status}}`,
  ),
  ...['0', '1', '200', '399', '"202"', '{"code":500}', '["ERROR"]'].map((status) => `{"status":${status}}`),
])('%j does not say no', (body) => {
  expect(detectErrorBody(body)).toBeUndefined()
})

test('whatever the body, it is judged, and at once', () => {
  fc.assert(fc.property(fc.string(), (body) => void detectErrorBody(body)))
  expect(detectErrorBody('<!-- -->'.repeat(8_000))).toBeUndefined()
  expect(detectErrorBody('<!--'.repeat(16_000))).toBeUndefined()
})

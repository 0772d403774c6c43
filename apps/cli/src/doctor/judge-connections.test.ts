import { parseRedisAddress } from '@disparo/core/internal/redis'
import { expect, test } from 'vitest'
import { programSpeech } from '../words/index.js'
import { judgeBaseUrl, judgeRedisConnection } from './judge-connections.js'

const words = programSpeech.words.doctor

test.each([
  'https://app.hiplatform.com',
  'http://127.0.0.1:8080',
  'http://localhost:8080',
  'http://[::1]:8080',
  'http://10.1.2.3',
  'http://172.31.0.1',
  'http://192.168.0.7',
  'http://sandbox:8080',
  'http://hi.test',
])('%s needs no TLS', (baseUrl) => {
  expect(judgeBaseUrl(baseUrl, words)).toEqual([])
})

test.each(['http://app.hiplatform.com', 'http://172.32.0.1', 'http://8.8.8.8:80', 'http://[2001:db8::1]'])(
  '%s needs it',
  (baseUrl) => {
    expect(judgeBaseUrl(baseUrl, words)).toMatchObject([{ check: 'baseUrl', level: 'warn' }])
  },
)

test.each([
  ['redis://127.0.0.1:6379', 'ok', 'on this machine'],
  ['redis://localhost', 'ok', 'on this machine'],
  ['redis+sentinel://127.0.0.1:1,localhost:2/main', 'ok', 'on this machine'],
  ['rediss://:s3cr3t@redis.example', 'ok', 'TLS and a password'],
  ['redis://redis:6379', 'warn', 'without TLS and a password, through a network'],
  ['redis://10.0.0.7', 'warn', 'without TLS and a password, through a network'],
  ['redis://:s3cr3t@10.0.0.7', 'warn', 'without TLS, through a network'],
  ['rediss://redis.example', 'warn', 'without a password, through a network'],
  ['redis+cluster://127.0.0.1:1,10.0.0.7:1', 'warn', 'without TLS and a password, through a network'],
])('%s: %s, %s', (url, level, found) => {
  const finding = judgeRedisConnection(parseRedisAddress(url), words)
  expect(finding).toMatchObject({ level, found })
  expect(JSON.stringify(finding)).not.toContain('s3cr3t')
})

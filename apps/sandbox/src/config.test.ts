import { describe, expect, it } from 'vitest'
import { readConfig } from './config.js'
import { ConfigError } from './config-error.js'

const required = { SANDBOX_USERNAME: 'someone', SANDBOX_PASSWORD: 'open sesame' }

function problemOf(env: Record<string, string>): string {
  try {
    readConfig(env)
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
  return 'none'
}

describe('the configuration', () => {
  it('needs nothing but credentials', () => {
    expect(readConfig(required)).toEqual({
      host: '127.0.0.1',
      port: 9_090,
      logLevel: 'info',
      sandbox: {
        username: 'someone',
        password: 'open sesame',
        configIds: ['sandbox'],
        sender: '5511912341234',
        limit: { max: 500, windowMs: 60_000, kind: 'sliding' },
        reportLimit: { max: 60, windowMs: 600_000, kind: 'sliding' },
        xmlStatusLimit: { max: 1_000, windowMs: 60_000, kind: 'sliding' },
        timeScale: 1,
        failureShare: 0,
        xmlStyle: { case: 'lower' },
        templates: { templates: [], enforce: false },
        foreignPerMinute: 0,
        shuffleReport: false,
        seed: 1,
      },
    })
  })

  it('takes every variable', () => {
    const config = readConfig({
      ...required,
      SANDBOX_HOST: '0.0.0.0',
      SANDBOX_PORT: '0',
      SANDBOX_CONFIG_IDS: 'conta-1, conta_2',
      SANDBOX_SENDER: '5511954325432',
      SANDBOX_LIMIT_MAX: '50',
      SANDBOX_LIMIT_WINDOW_MS: '6000',
      SANDBOX_LIMIT_KIND: 'fixed',
      SANDBOX_REPORT_LIMIT_MAX: '6',
      SANDBOX_REPORT_LIMIT_WINDOW_MS: '1000',
      SANDBOX_XML_STATUS_LIMIT_MAX: '7',
      SANDBOX_XML_STATUS_LIMIT_WINDOW_MS: '2000',
      SANDBOX_TIME_SCALE: '0.5',
      SANDBOX_FAILURE_SHARE: '0.25',
      SANDBOX_CLIENT: '1234',
      SANDBOX_REMETENTES: 'r-1, r-2',
      SANDBOX_XML_CASE: 'upper',
      SANDBOX_TEMPLATES: '[{"name":"aviso","components":[]}]',
      SANDBOX_TEMPLATES_ENFORCE: 'true',
      SANDBOX_FOREIGN_PER_MINUTE: '30',
      SANDBOX_REPORT_SHUFFLE: 'true',
      SANDBOX_PUSH_URL: 'http://127.0.0.1:8080/webhooks',
      SANDBOX_SEED: '4294967295',
      LOG_LEVEL: 'warn',
    })
    expect(config).toMatchObject({ host: '0.0.0.0', port: 0, logLevel: 'warn' })
    expect(config.sandbox).toMatchObject({
      configIds: ['conta-1', 'conta_2'],
      sender: '5511954325432',
      limit: { max: 50, windowMs: 6_000, kind: 'fixed' },
      reportLimit: { max: 6, windowMs: 1_000, kind: 'sliding' },
      xmlStatusLimit: { max: 7, windowMs: 2_000, kind: 'sliding' },
      timeScale: 0.5,
      failureShare: 0.25,
      client: '1234',
      remetentes: ['r-1', 'r-2'],
      xmlStyle: { case: 'upper' },
      templates: { templates: [{ name: 'aviso', status: 'APPROVED' }], enforce: true },
      foreignPerMinute: 30,
      shuffleReport: true,
      pushUrl: 'http://127.0.0.1:8080/webhooks',
      seed: 4_294_967_295,
    })
  })

  it('counts an empty variable as absent', () => {
    expect(readConfig({ ...required, SANDBOX_PORT: '' }).port).toBe(9_090)
    expect(problemOf({ ...required, SANDBOX_PASSWORD: '' })).toBe('SANDBOX_PASSWORD must be set')
  })

  it('names all that is missing or wrong at once, each with what it must be', () => {
    expect(problemOf({ SANDBOX_PORT: '65536', SANDBOX_LIMIT_KIND: 'leaky' }).split('; ')).toEqual([
      'SANDBOX_PORT must be a whole number from 0 to 65535',
      'SANDBOX_USERNAME must be set, without a colon',
      'SANDBOX_PASSWORD must be set',
      'SANDBOX_LIMIT_KIND must be sliding or fixed',
    ])
  })

  it('asks about a variable that is like one of its own, and leaves alone what others set', () => {
    expect(problemOf({ ...required, SANDBOX_PROT: '1', SANDBOX_XML_CASES: 'upper' })).toBe(
      'SANDBOX_PROT is unknown; did you mean SANDBOX_PORT?; SANDBOX_XML_CASES is unknown; did you mean SANDBOX_XML_CASE?',
    )
    const ofOthers = { SANDBOX_PORT_9090_TCP: 'tcp://10.0.0.1:9090', SANDBOX_SERVICE_HOST: '10.0.0.1' }
    expect(problemOf({ ...required, ...ofOthers })).toBe('none')
  })

  it.each([
    ['SANDBOX_PORT', '80a'],
    ['SANDBOX_USERNAME', 'some:one'],
    ['SANDBOX_CONFIG_IDS', 'a,,b'],
    ['SANDBOX_SENDER', '+5511912341234'],
    ['SANDBOX_LIMIT_MAX', '0'],
    ['SANDBOX_LIMIT_WINDOW_MS', '1.5'],
    ['SANDBOX_REPORT_LIMIT_MAX', '-1'],
    ['SANDBOX_REPORT_LIMIT_WINDOW_MS', '10 minutes'],
    ['SANDBOX_TIME_SCALE', '0'],
    ['SANDBOX_FAILURE_SHARE', '1.5'],
    ['SANDBOX_REMETENTES', 'a b'],
    ['SANDBOX_XML_CASE', 'Upper'],
    ['SANDBOX_TEMPLATES', '[{}]'],
    ['SANDBOX_TEMPLATES', 'templates.json'],
    ['SANDBOX_TEMPLATES_ENFORCE', 'yes'],
    ['SANDBOX_FOREIGN_PER_MINUTE', '-1'],
    ['SANDBOX_REPORT_SHUFFLE', 'perhaps'],
    ['SANDBOX_PUSH_URL', 'ftp://127.0.0.1'],
    ['SANDBOX_SEED', '4294967296'],
    ['LOG_LEVEL', 'loud'],
  ])('refuses %s=%s without repeating the value', (name, value) => {
    const problem = problemOf({ ...required, [name]: value })
    expect(problem).toMatch(new RegExp(`^${name} must be `))
    if (value.length > 3) expect(problem).not.toContain(value)
  })
})

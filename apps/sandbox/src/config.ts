import { z } from 'zod'
import { ConfigError } from './config-error.js'
import { parseJson } from './message/parse-json.js'
import { nearMisses } from './near-misses.js'
import { DEFAULT_OPTIONS, type SandboxOptions } from './sandbox-options.js'
import { ApprovedTemplate } from './templates/approved-template.js'

/** This process's environment, read here and nowhere else. */
export const environment: Readonly<Record<string, string | undefined>> = process.env

const { limit, reportLimit, xmlStatusLimit } = DEFAULT_OPTIONS
const DAY_MS = 86_400_000

const Environment = z.object({
  SANDBOX_HOST: z.string().default('127.0.0.1'),
  SANDBOX_PORT: integer(0, 65_535).default(9_090),
  SANDBOX_USERNAME: required('must be set, without a colon').regex(/^[^:]+$/, 'must be set, without a colon'),
  SANDBOX_PASSWORD: required('must be set'),
  SANDBOX_CONFIG_IDS: names().default([...DEFAULT_OPTIONS.configIds]),
  SANDBOX_SENDER: z
    .string()
    .regex(/^\d{8,15}$/, 'must be 8 to 15 digits')
    .default(DEFAULT_OPTIONS.sender),
  SANDBOX_LIMIT_MAX: integer(1, 1_000_000).default(limit.max),
  SANDBOX_LIMIT_WINDOW_MS: integer(1, DAY_MS).default(limit.windowMs),
  SANDBOX_LIMIT_KIND: z.enum(['sliding', 'fixed'], { error: 'must be sliding or fixed' }).default(limit.kind),
  SANDBOX_REPORT_LIMIT_MAX: integer(1, 1_000_000).default(reportLimit.max),
  SANDBOX_REPORT_LIMIT_WINDOW_MS: integer(1, DAY_MS).default(reportLimit.windowMs),
  SANDBOX_XML_STATUS_LIMIT_MAX: integer(1, 1_000_000).default(xmlStatusLimit.max),
  SANDBOX_XML_STATUS_LIMIT_WINDOW_MS: integer(1, DAY_MS).default(xmlStatusLimit.windowMs),
  SANDBOX_TIME_SCALE: timeScale().default(DEFAULT_OPTIONS.timeScale),
  SANDBOX_FAILURE_SHARE: share().default(DEFAULT_OPTIONS.failureShare),
  SANDBOX_CLIENT: z.string().optional(),
  SANDBOX_REMETENTES: names().optional(),
  SANDBOX_XML_CASE: z.enum(['lower', 'upper'], { error: 'must be lower or upper' }).default('lower'),
  SANDBOX_TEMPLATES: templates().default([]),
  SANDBOX_TEMPLATES_ENFORCE: z
    .enum(['true', 'false'], { error: 'must be true or false' })
    .transform((text) => text === 'true')
    .default(DEFAULT_OPTIONS.templates.enforce),
  SANDBOX_FOREIGN_PER_MINUTE: integer(0, 60_000).default(DEFAULT_OPTIONS.foreignPerMinute),
  SANDBOX_REPORT_SHUFFLE: z
    .enum(['true', 'false'], { error: 'must be true or false' })
    .transform((text) => text === 'true')
    .default(DEFAULT_OPTIONS.shuffleReport),
  SANDBOX_PUSH_URL: z.url({ protocol: /^https?$/, error: 'must be an http(s) address' }).optional(),
  SANDBOX_SEED: integer(0, 2 ** 32 - 1).default(DEFAULT_OPTIONS.seed),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'must be fatal, error, warn, info, debug, trace or silent',
    })
    .default('info'),
})

export interface Config {
  readonly host: string
  /** 0: any free port. */
  readonly port: number
  readonly logLevel: string
  readonly sandbox: SandboxOptions
}

/**
 * Reads the environment; an empty variable counts as absent.
 * @throws ConfigError naming every variable that is missing or wrong
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = Environment.safeParse(given)
  const wrong = parsed.error?.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`) ?? []
  const problems = new Set([...wrong, ...nearMisses(env, Object.keys(Environment.shape))])
  if (!parsed.success || problems.size > 0) throw new ConfigError([...problems].join('; '))
  const { data } = parsed
  return {
    host: data.SANDBOX_HOST,
    port: data.SANDBOX_PORT,
    logLevel: data.LOG_LEVEL,
    sandbox: {
      username: data.SANDBOX_USERNAME,
      password: data.SANDBOX_PASSWORD,
      configIds: data.SANDBOX_CONFIG_IDS,
      sender: data.SANDBOX_SENDER,
      limit: {
        max: data.SANDBOX_LIMIT_MAX,
        windowMs: data.SANDBOX_LIMIT_WINDOW_MS,
        kind: data.SANDBOX_LIMIT_KIND,
      },
      reportLimit: {
        max: data.SANDBOX_REPORT_LIMIT_MAX,
        windowMs: data.SANDBOX_REPORT_LIMIT_WINDOW_MS,
        kind: reportLimit.kind,
      },
      xmlStatusLimit: {
        max: data.SANDBOX_XML_STATUS_LIMIT_MAX,
        windowMs: data.SANDBOX_XML_STATUS_LIMIT_WINDOW_MS,
        kind: xmlStatusLimit.kind,
      },
      timeScale: data.SANDBOX_TIME_SCALE,
      failureShare: data.SANDBOX_FAILURE_SHARE,
      client: data.SANDBOX_CLIENT,
      remetentes: data.SANDBOX_REMETENTES,
      xmlStyle: { case: data.SANDBOX_XML_CASE },
      templates: { templates: data.SANDBOX_TEMPLATES, enforce: data.SANDBOX_TEMPLATES_ENFORCE },
      foreignPerMinute: data.SANDBOX_FOREIGN_PER_MINUTE,
      shuffleReport: data.SANDBOX_REPORT_SHUFFLE,
      pushUrl: data.SANDBOX_PUSH_URL,
      seed: data.SANDBOX_SEED,
    },
  }
}

function required(must: string) {
  return z.string({ error: must })
}

function integer(least: number, most: number) {
  const must = `must be a whole number from ${least} to ${most}`
  return z
    .string()
    .regex(/^\d+$/, must)
    .transform(Number)
    .refine((value) => value >= least && value <= most, must)
}

function timeScale() {
  const must = 'must be a number above 0, up to 1000000'
  return z
    .string()
    .regex(/^\d+(\.\d+)?$/, must)
    .transform(Number)
    .refine((value) => value > 0 && value <= 1_000_000, must)
}

function share() {
  const must = 'must be a number from 0 to 1'
  return z
    .string()
    .regex(/^(0(\.\d+)?|1(\.0+)?)$/, must)
    .transform(Number)
}

function templates() {
  const must = "must be a JSON list of templates in Meta's shape"
  return z.string().transform((text, { addIssue }): ApprovedTemplate[] => {
    const parsed = z.array(ApprovedTemplate).safeParse(parseJson(text))
    if (parsed.success) return parsed.data
    addIssue(must)
    return z.NEVER
  })
}

function names() {
  const must = 'must be a comma-separated list of letters, digits, hyphens and underscores'
  return z
    .string()
    .transform((list) => list.split(',').map((name) => name.trim()))
    .refine((list) => list.every((name) => /^[\w-]+$/.test(name)), must)
}

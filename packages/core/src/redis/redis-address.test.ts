import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InvalidRedisUrlError } from './invalid-redis-url-error.js'
import { parseRedisAddress } from './redis-address.js'
import { RedisUrl } from './redis-url.js'

describe('the address of Redis', () => {
  it.each([
    ['redis://localhost', { host: 'localhost', port: 6_379, db: 0, tls: false }],
    ['redis://10.0.0.1:7000/3', { host: '10.0.0.1', port: 7_000, db: 3 }],
    ['redis://[::1]:7000/', { host: '::1', port: 7_000, db: 0 }],
    ['redis://:p%40ss@host', { host: 'host', password: 'p@ss' }],
    ['redis://ana:a:b@host', { username: 'ana', password: 'a:b' }],
    ['redis://ana@host', { username: 'ana' }],
    ['REDISS://host:1', { host: 'host', port: 1, tls: true }],
  ])('of one server is read: %s', (url, address) => {
    expect(parseRedisAddress(url)).toMatchObject({ kind: 'single', ...address })
  })

  it('of Sentinels has the name of the master, and their own login apart from that of Redis', () => {
    const url = 'redis+sentinel://ana:p@s1,s2:1/my%20master/2?sentinelPassword=a%26b&sentinelUsername=s'
    expect(parseRedisAddress(url)).toEqual({
      kind: 'sentinel',
      sentinels: [
        { host: 's1', port: 26_379 },
        { host: 's2', port: 1 },
      ],
      master: 'my master',
      db: 2,
      username: 'ana',
      password: 'p',
      sentinelUsername: 's',
      sentinelPassword: 'a&b',
      tls: false,
    })
  })

  it('of a Cluster has some of its nodes', () => {
    expect(parseRedisAddress('rediss+cluster://:p@n1:1,[fd00::1]:2,n3')).toEqual({
      kind: 'cluster',
      nodes: [
        { host: 'n1', port: 1 },
        { host: 'fd00::1', port: 2 },
        { host: 'n3', port: 6_379 },
      ],
      password: 'p',
      tls: true,
    })
  })

  it.each([
    ['', 'must be like'],
    ['http://s3cret@host', 'must be like'],
    ['redis+tls://s3cret@host', 'must be like'],
    ['redis://:s3c/ret@host', 'must be like'],
    ['redis://:s3cret@', 'host or port'],
    ['redis://:s3cret@host:70000', 'host or port'],
    ['redis://:s3cret@host:0', 'host or port'],
    ['redis://:s3cret@host,', 'host or port'],
    ['redis://:s3cret@host,other', 'several hosts'],
    ['redis://:s3cret@host/mymaster', 'database'],
    ['redis://:s3cret@host/0/1', 'database'],
    ['redis://:s3cret@host?family=6', 'options'],
    ['redis://:s3cret%@host', 'percent-encoded'],
    ['redis+sentinel://:s3cret@host', 'name of the master'],
    ['redis+sentinel://:s3cret@host/mymaster/x', 'database'],
    ['redis+sentinel://:s3cret@host/mymaster?password=s3cret', 'options'],
    ['redis+cluster://:s3cret@host/1', 'a Cluster has none'],
    ['redis+cluster://:s3cret@host?sentinelPassword=s3cret', 'options'],
  ])('that is wrong is refused by what is wrong, and not shown: %s', (url, problem) => {
    expect(() => parseRedisAddress(url)).toThrow(InvalidRedisUrlError)
    expect(() => parseRedisAddress(url)).toThrow(problem)
    expect(() => parseRedisAddress(url)).not.toThrow(/s3c/)
    const issues = RedisUrl.safeParse(url).error?.issues ?? []
    expect(issues.map(({ message }) => message)).toEqual([expect.stringContaining(problem)])
  })

  it('gives back every user and password that was percent-encoded', () => {
    const text = fc.string({ minLength: 1, unit: 'grapheme' })
    fc.assert(
      fc.property(
        text,
        text,
        fc.constantFrom('redis://', 'redis+cluster://'),
        (username, password, scheme) => {
          const login = `${encodeURIComponent(username)}:${encodeURIComponent(password)}`
          expect(parseRedisAddress(`${scheme}${login}@host`)).toMatchObject({ username, password })
        },
      ),
    )
  })

  it('that is wrong in any way gives no other error', () => {
    const part = fc.constantFrom(
      'redis',
      '+cluster',
      '+sentinel',
      '://',
      '@',
      ':',
      ',',
      '/',
      '?',
      '#',
      '%',
      '[',
      'a',
      '1',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(part, fc.string())), (parts) => {
        try {
          parseRedisAddress(parts.join(''))
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidRedisUrlError)
        }
      }),
    )
  })
})

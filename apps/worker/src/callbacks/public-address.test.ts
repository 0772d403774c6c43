import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isPublicAddress } from './public-address.js'

const private4 = fc.oneof(
  fc.tuple(fc.constantFrom(0, 10, 127), fc.nat(255)),
  fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 })),
  fc.constantFrom([192, 168], [169, 254]),
  fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 })),
  fc.tuple(fc.integer({ min: 224, max: 255 }), fc.nat(255)),
)
const address = (head: readonly number[], tail: readonly number[]) => [...head, ...tail].join('.')

describe('an address', () => {
  it.each([
    '1.1.1.1',
    '8.8.8.8',
    '172.15.0.1',
    '172.32.0.1',
    '100.128.0.1',
    '2606:4700::1111',
    '::ffff:8.8.8.8',
  ])('%s is public', (public4or6) => expect(isPublicAddress(public4or6)).toBe(true))

  it.each([
    ['unspecified', '0.0.0.0', '::'],
    ['loopback', '127.0.0.1', '127.255.255.254', '::1'],
    ['private', '10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1'],
    ['link-local, where clouds keep credentials', '169.254.169.254', 'fe80::1', 'fe80::1%eth0'],
    ['unique-local', 'fc00::1', 'fd00:ec2::254'],
    ['site-local', 'fec0::1'],
    ['shared (CGNAT)', '100.64.0.1', '100.127.255.255'],
    ['multicast', '224.0.0.1', 'ff02::1'],
    ['broadcast', '255.255.255.255'],
    ['reserved', '192.0.0.1', '192.0.2.1', '198.18.0.1', '240.0.0.1', '2001:db8::1', '4000::1'],
    ['a private one mapped into IPv6', '::ffff:10.0.0.1', '::ffff:7f00:1'],
    ['one that wraps another', '64:ff9b::a00:1', '2002:7f00:1::', '2001::1', '::127.0.0.1'],
    ['none at all', '', 'localhost', 'example.com', '1.1.1.1/32', '[::1]'],
  ])('that is %s is not public', (_, ...addresses) => {
    for (const each of addresses) expect([each, isPublicAddress(each)]).toEqual([each, false])
  })

  it('of a private range is not public, plain or mapped into IPv6', () => {
    fc.assert(
      fc.property(private4, fc.tuple(fc.nat(255), fc.nat(255)), (head, tail) => {
        expect(isPublicAddress(address(head, tail))).toBe(false)
        expect(isPublicAddress(`::ffff:${address(head, tail)}`)).toBe(false)
      }),
    )
  })
})

import type { XmlCase } from '@disparo/hi-platform/xml'
import type { KnownUser } from '@disparo/service/users'
import { type Role } from '@disparo/service/users'
export interface TestUser {
  readonly name: string
  readonly password: string
  /** Default: all. */
  readonly roles?: readonly Role[]
  /** Default: all. */
  readonly accounts?: readonly string[]
  readonly xmlCase?: XmlCase
}
/** A user whose password is good for the XML interface, too. */
export declare function testUser({ name, password, ...rights }: TestUser): Promise<KnownUser>
/** A user and password, as an `Authorization` header shows them. */
export declare function basic(name: string, password: string): string
//# sourceMappingURL=test-user.d.ts.map

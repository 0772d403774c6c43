import type { Role } from '@disparo/service/users'
export interface RegisteredRoute {
  readonly method: string
  readonly url: string
  readonly role?: Role | undefined
}
/** Makes an app, and tells which routes it has come to have; HEAD is where GET is. */
export declare function withRoutes<T>(make: () => Promise<T>): Promise<{
  made: T
  routes: RegisteredRoute[]
}>
//# sourceMappingURL=registered-routes.d.ts.map

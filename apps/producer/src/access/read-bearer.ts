/** Reads an `Authorization` header of the scheme Bearer (RFC 6750, 2.1). */
export function readBearer(authorization: string | undefined): string | undefined {
  return /^bearer +([A-Za-z0-9._~+/-]{1,200}=*)$/i.exec(authorization ?? '')?.[1]
}

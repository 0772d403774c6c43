/** The media type of a problem (RFC 9457). */
export const problemType = 'application/problem+json'

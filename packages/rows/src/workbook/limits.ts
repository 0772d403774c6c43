/** What is read of a workbook. */
export const workbookLimits = {
  /** Bytes of the file. */
  fileBytes: 50_000_000,
  /** Rows with something in them, below the header. */
  rows: 200_000,
  /** Bytes of XML, unpacked, of all parts that are read. */
  unpackedBytes: 150_000_000,
  /** Bytes of the texts that cells share. */
  sharedBytes: 64_000_000,
  /** Parts in the ZIP file. */
  parts: 10_000,
  /** Sheets, relationships, styles or number formats. */
  items: 65_536,
  /** Elements within one another, and attributes of one. */
  depth: 64,
} as const

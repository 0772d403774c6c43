/** Why a workbook is not read. */
export type WorkbookFault =
  | 'NO_WORKBOOK'
  | 'OLD_OR_LOCKED'
  | 'DAMAGED'
  | 'TOO_LARGE'
  | 'TOO_MANY_ROWS'
  | 'LONG_ROW'
  | 'NO_SHEET'

const sentences: Record<WorkbookFault, string> = {
  NO_WORKBOOK: 'it is no workbook (.xlsx): save it as .xlsx or CSV',
  OLD_OR_LOCKED:
    'it is an old workbook (.xls), or one with a password: save it as .xlsx without one, or as CSV',
  DAMAGED: 'the workbook is damaged: open it in a spreadsheet and save it anew, or as CSV',
  TOO_LARGE:
    'the workbook is larger than is read here (50 MB; unpacked 150 MB, of texts 64 MB): split it, or save it as CSV',
  TOO_MANY_ROWS: 'the sheet has more than 200,000 rows: split it, or save it as CSV',
  LONG_ROW: 'a row is longer than 64 KiB, or has something beyond its 1,000th column',
  NO_SHEET: 'the workbook has no visible sheet, or none of the name that was asked for',
}

/** A workbook is not read, none of it. */
export class WorkbookError extends Error {
  readonly code = 'WORKBOOK'
  readonly fault: WorkbookFault

  constructor(fault: WorkbookFault, options?: ErrorOptions) {
    super(sentences[fault], options)
    this.name = 'WorkbookError'
    this.fault = fault
  }
}

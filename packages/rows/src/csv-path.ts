const renamed: Readonly<Record<string, string>> = {
  'template.namespace': 'namespace',
  'template.elementName': 'elementName',
  'header.text': 'headerText',
  'header.image': 'headerImage',
  'header.document': 'headerDocument',
  'header.document.link': 'headerDocument',
  'header.document.filename': 'headerFilename',
  'header.video': 'headerVideo',
}

/**
 * The CSV column a path of the friendly form came from. `buttons` are the numbers of the row's filled button columns:
 * the friendly form lists buttons without gaps.
 */
export function csvPath(path: string, buttons: readonly number[]): string {
  const [, list, index, rest] = /^(body|buttons)\[(\d+)\](.*)$/.exec(path) ?? []
  if (list === 'body') return `body${Number(index) + 1}`
  if (list === 'buttons') {
    const button = buttons[Number(index)]
    return button === undefined || rest === '.coupon' ? 'coupon' : `button${button}`
  }
  return renamed[path] ?? path
}

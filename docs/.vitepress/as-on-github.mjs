/** The anchors that GitHub makes of headings, so that a link works in both places. */
export function slugify(heading) {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-')
}

/** Documents link to files of the repository, which the site does not have: there such a link is its text alone. */
export function leaveDocuments(markdown) {
  markdown.core.ruler.push('leave-documents', ({ tokens, env }) => {
    for (const { children } of tokens) {
      let isOutside = false
      for (const token of children ?? []) {
        if (token.type === 'link_open') {
          isOutside = leadsOutside(env.relativePath, token.attrGet('href'))
          if (isOutside) hide(token)
        } else if (token.type === 'link_close' && isOutside) {
          isOutside = false
          hide(token)
        }
      }
    }
  })
}

function hide(token) {
  token.type = 'text'
  token.tag = ''
  token.attrs = null
  token.nesting = 0
  token.content = ''
}

/** Whether a link, seen from a page, climbs out of the folder of documents. */
function leadsOutside(page, link) {
  if (/^[a-z]+:/.test(link)) return false
  return new URL(link, `file:///docs/${page}`).pathname.startsWith('/docs/') === false
}

import { AccountParams, operation } from '../operation/index.js'
import { TemplatePage, TemplateSync, TemplatesQuery } from './template.js'

export const templateOperations = {
  listTemplates: operation({
    method: 'GET',
    path: '/v1/accounts/:account/templates',
    tag: 'templates',
    role: 'read',
    summary: 'The templates that messages are checked against, by name',
    params: AccountParams,
    query: TemplatesQuery,
    responses: { 200: TemplatePage },
    problems: ['invalid-request', 'unknown-account', 'storage-unavailable'],
  }),

  syncTemplates: operation({
    method: 'POST',
    path: '/v1/accounts/:account/templates/sync',
    tag: 'templates',
    role: 'operate',
    summary: 'Read the templates from their source now',
    description:
      'A worker reads them; it is waited for 15 s. What cannot be read leaves the templates of before in force: see `failure`.',
    params: AccountParams,
    responses: { 200: TemplateSync },
    problems: ['unknown-account', 'storage-unavailable'],
  }),
} as const

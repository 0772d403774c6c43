export { Act, AuditAction, AuditPage, AuditQuery, auditActions } from './act.js'
export { auditOperations } from './operations.js'

const BASE = '/platform/whatsappconnect/1.0/api'

/** The seed's REST API: where templates go (its `config_id` follows), and where the report is. */
export const TEMPLATE_PATH = `${BASE}/message/template/`
export const REPORT_PATH = `${BASE}/reports/hsm`

/** `config_id` of the bench's single accounts, and the path that they POST to. */
export const CONFIG_ID = 'bench'
export const UPSTREAM_PATH = `${TEMPLATE_PATH}${CONFIG_ID}`

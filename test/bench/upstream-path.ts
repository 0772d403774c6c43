/** `config_id` of the bench's accounts, and the path that the seed's REST API gives it. */
export const CONFIG_ID = 'bench'
export const UPSTREAM_PATH = `/platform/whatsappconnect/1.0/api/message/template/${CONFIG_ID}`

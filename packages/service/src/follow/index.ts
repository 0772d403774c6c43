/** How long-running programs follow a file of settings, and tell whether settings have changed. */
export { type Followed, type FollowedFile, type FollowLog, followFile } from './follow-file.js'
export { settingsHash } from './settings-hash.js'

#!/usr/bin/env node
import { environment } from '../config.js'
import { runCommand } from './run.js'

const { stdin, stdout, stderr } = process
process.exitCode = await runCommand(process.argv.slice(2), { env: environment, stdin, stdout, stderr })

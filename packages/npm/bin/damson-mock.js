#!/usr/bin/env node
import { runDamson } from '../lib/run.js'

const given = process.argv.slice(2)
runDamson(given.length === 0 || given[0].startsWith('-') ? ['mock', ...given] : given)

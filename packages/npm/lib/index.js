export { connectDamson, DamsonError } from './damson.js'
export { startDamson } from './start.js'

export { listen, pollEvery, useListening } from './stream'

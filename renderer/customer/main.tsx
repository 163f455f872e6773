import '../connect/no-eval.ts'
import { createRoot } from 'react-dom/client'
import '../styles/tokens.css'
import '../styles/base.css'
import '../styles/customer.css'
import { assert } from '../../src/domain/assert.ts'
import { connectLane } from '../connect/connect-lane.ts'
import { CustomerPage } from './customer-page.tsx'

const page = document.querySelector('#page')
assert(page !== null, 'the page has a place for the screen')
createRoot(page).render(<CustomerPage link={connectLane()} />)

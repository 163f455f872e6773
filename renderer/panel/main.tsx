import '../connect/no-eval.ts'
import { createRoot } from 'react-dom/client'
import '../styles/tokens.css'
import '../styles/base.css'
import '../styles/devices.css'
import { assert } from '../../src/domain/assert.ts'
import { PanelPage } from './panel-page.tsx'

const page = document.querySelector('#page')
assert(page !== null, 'the page has a place for the panel')
createRoot(page).render(<PanelPage />)

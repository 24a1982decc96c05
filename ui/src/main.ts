import { mount } from 'svelte'
import App from './App.svelte'
import { wearLast } from './lib/theme'
import './styles/index.css'

wearLast()
const target = document.getElementById('app')
if (target) mount(App, { target })

// One page of all pictures: names to look for, and a choice of eyes. Nothing of it is fetched.
import { LOOKS } from './looks.ts'
import { type PageState, slugOf } from './state.ts'

export function albumOf(states: readonly PageState[]): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>KAI Wallet: every state of every page</title>
<style>${STYLE}</style>
<header>
<h1>KAI Wallet: ${states.length} states</h1>
<label>Names <input id="words" type="search" autofocus></label>
${LOOKS.map(({ name }) => chooser(name)).join('\n')}
</header>
<main>
${states.map(section).join('\n')}
</main>
<script>${SCRIPT}</script>
</html>
`
}

const chooser = (look: string): string =>
  `<label><input type="checkbox" value="${look}" checked> ${look}</label>`

function section(state: PageState): string {
  const pictures = LOOKS.map(({ name, width, height }) => {
    const file = `${slugOf(state)}.${name}.jpg`
    const size = `width="${width}" height="${height}"`
    const image = `<img src="${file}" loading="lazy" ${size} alt="${name}">`
    return `<a class="${name}" href="${file}">${image}</a>`
  })
  const who = state.as ?? 'signed out'
  return `<section data-name="${escaped(state.name.toLowerCase())}">
<h2>${escaped(state.name)} <small>${escaped(`${who}, ${state.path}`)}</small></h2>
<div>${pictures.join('')}</div>
</section>`
}

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)

const STYLE = `
body { margin: 0; font: 16px/1.4 system-ui, sans-serif; background: #fff; color: #111 }
header { position: sticky; top: 0; display: flex; flex-wrap: wrap; gap: 1rem; align-items: center;
  padding: .5rem 1rem; background: #fff; border-bottom: 1px solid #ccc }
h1 { font-size: 1.1rem; margin: 0 } h2 { font-size: 1rem; margin: 0 0 .5rem }
small { font-weight: normal; color: #555 }
section { padding: 1rem; border-bottom: 1px solid #eee }
section > div { display: flex; gap: 1rem; overflow-x: auto; align-items: start }
img { width: auto; height: 28rem; object-fit: cover; object-position: top; border: 1px solid #ccc }
a[hidden], section[hidden] { display: none }`

const SCRIPT = `
const words = document.querySelector('#words')
const looks = [...document.querySelectorAll('[type=checkbox]')]
function choose() {
  const wanted = words.value.toLowerCase()
  for (const section of document.querySelectorAll('section')) {
    section.hidden = !section.dataset.name.includes(wanted)
  }
  for (const { value, checked } of looks) {
    for (const link of document.getElementsByClassName(value)) link.hidden = !checked
  }
}
document.querySelector('header').addEventListener('input', choose)`

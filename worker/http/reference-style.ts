// The reference page's stylesheet: served as a file of its own, since the policy allows no inline
// style.
export const REFERENCE_STYLE = `
:root {
  color-scheme: light dark;
  --ground: #fcfcfd; --panel: #f2f4f7; --ink: #17202e; --soft: #556070;
  --line: #dbe0e8; --accent: #0b5fcc;
  --get: #0b6b47; --post: #7a4200; --delete: #a02020;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #10151d; --panel: #19212c; --ink: #e6eaf1; --soft: #a3adbb;
    --line: #2c3644; --accent: #7db4ff;
    --get: #5fd3a5; --post: #f0b368; --delete: #ff9c9c;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--ground); color: var(--ink);
  font: 16px/1.55 system-ui, sans-serif; display: grid; grid-template-columns: 17rem minmax(0, 1fr);
}
a { color: var(--accent); text-underline-offset: 0.15em; }
a:focus-visible, .table:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: 1rem; background: var(--ground); padding: 0.5rem; }
nav {
  background: var(--panel); border-right: 1px solid var(--line); padding: 1.5rem 1.25rem;
  position: sticky; top: 0; height: 100vh; overflow-y: auto; font-size: 0.875rem;
}
nav h2 {
  font-size: 0.75rem; text-transform: uppercase; letter-spacing: 0.06em; color: var(--soft);
}
nav ul { list-style: none; padding: 0; }
nav li { padding: 0.2rem 0; }
nav a { text-decoration: none; }
nav a:hover { text-decoration: underline; }
main { padding: 2rem clamp(1rem, 4vw, 3.5rem) 6rem; max-width: 62rem; }
body > main:first-child { grid-column: 1 / -1; margin: 10vh auto 0; max-width: 34rem; }
h1, h2, h3 { line-height: 1.25; }
h1 small, h3 small { color: var(--soft); font-weight: 400; }
h2 { margin-top: 3rem; border-bottom: 1px solid var(--line); padding-bottom: 0.4rem; }
section { scroll-margin-top: 1rem; padding: 0.25rem 0 0.75rem; }
section:target { border-left: 4px solid var(--accent); padding-left: 1rem; }
code { font: 0.875em/1.5 ui-monospace, monospace; overflow-wrap: anywhere; }
.route {
  background: var(--panel); border: 1px solid var(--line); border-radius: 8px; padding: 0.6rem;
}
.method { font: 700 0.8rem ui-monospace, monospace; margin-right: 0.5rem; color: var(--post); }
.method.get { color: var(--get); }
.method.delete { color: var(--delete); }
.table { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 0.9rem; }
caption { text-align: left; color: var(--soft); padding: 0.5rem 0; }
th, td { text-align: left; vertical-align: top; padding: 0.45rem 0.75rem 0.45rem 0; }
tr { border-bottom: 1px solid var(--line); }
td { overflow-wrap: anywhere; }
small { color: var(--soft); font-weight: 400; }
@media (max-width: 50rem) {
  body { display: block; }
  nav { position: static; height: auto; border-right: 0; border-bottom: 1px solid var(--line); }
}
@media print { nav { display: none; } body { display: block; } }
`

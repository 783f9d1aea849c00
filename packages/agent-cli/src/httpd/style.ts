/** Of all pages: light and dark as the reader's system is set, narrow and wide. */
export const style = `:root{color-scheme:light dark;--back:#fff;--raised:#f4f6f8;--text:#1c2430;--soft:#566273;--line:#d5dbe3;--accent:#0b5cad;--on:#fff;--good:#14663a;--bad:#a61b1b}
@media(prefers-color-scheme:dark){:root{--back:#12161c;--raised:#1b212a;--text:#e6eaf0;--soft:#a3afbf;--line:#333d4a;--accent:#7ab8ff;--on:#12161c;--good:#7fd6a4;--bad:#ff9c9c}}
*{box-sizing:border-box}
body{margin:0;background:var(--back);color:var(--text);font:16px/1.5 system-ui,sans-serif}
header,main{max-width:52rem;margin:0 auto;padding:0 1rem}
header{display:flex;align-items:center;gap:.75rem;padding-top:1.5rem}
main{padding-bottom:3rem}
h1{font-size:1.4rem;margin:0}
h2{font-size:1.1rem;margin:2rem 0 .5rem}
h3{font-size:1rem;margin:0 0 .5rem;overflow-wrap:anywhere}
a{color:var(--accent)}
a:focus-visible,button:focus-visible,input:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.soft,dt{color:var(--soft);font-size:.9rem}
.state{display:flex;align-items:center;gap:.6rem;font-size:1.15rem;font-weight:600;margin:1.25rem 0;padding:.9rem 1rem;background:var(--raised);border:1px solid var(--line);border-left:5px solid var(--good);border-radius:.5rem}
time+.soft{display:inline-block}
.state.busy{border-left-color:var(--accent)}
.state.paused{border-left-color:var(--soft)}
form{display:flex;flex-wrap:wrap;align-items:center;gap:.75rem}
form p{margin:0;flex:1 1 16rem}
button{font:inherit;font-weight:600;color:var(--on);background:var(--accent);border:0;border-radius:.4rem;padding:.6rem 1.1rem;cursor:pointer}
button:hover{filter:brightness(1.1)}
input{font:inherit;color:inherit;background:var(--back);border:1px solid var(--soft);border-radius:.4rem;padding:.5rem .6rem}
ul.targets{list-style:none;margin:0;padding:0;display:grid;gap:.75rem}
.targets li,.facts{padding:.9rem 1rem;background:var(--raised);border:1px solid var(--line);border-radius:.5rem}
dl{margin:0;display:grid;grid-template-columns:repeat(auto-fit,minmax(14rem,1fr));gap:.5rem 1.5rem}
dd{margin:0;overflow-wrap:anywhere}
.good,.bad{font-weight:600;color:var(--good)}
.bad{color:var(--bad)}
.said{padding-top:2rem}
`

/** Style of all reports: light and dark as the reader's system is set, narrow and wide, on paper without controls. */
export const style = `
:root{color-scheme:light dark;--back:#fff;--raised:#f4f6f8;--text:#1c2430;--soft:#566273;--line:#d5dbe3;--accent:#0b5cad;--mark:#fff3c4}
@media(prefers-color-scheme:dark){:root{--back:#12161c;--raised:#1b212a;--text:#e6eaf0;--soft:#a3afbf;--line:#333d4a;--accent:#7ab8ff;--mark:#4a3f12}}
*{box-sizing:border-box}
body{margin:0;background:var(--back);color:var(--text);font:15px/1.45 system-ui,sans-serif}
a{color:var(--accent)}
a:focus-visible,button:focus-visible,input:focus-visible,summary:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
header,main,footer{max-width:1280px;margin:0 auto;padding:0 1rem}
header{padding-top:1.25rem}
h1{font-size:1.5rem;margin:0 0 .25rem;overflow-wrap:anywhere}
h2{font-size:1.1rem;margin:0;display:inline}
.lead{color:var(--soft);margin:0 0 1rem}
.notes{border-left:4px solid var(--accent);background:var(--raised);padding:.5rem 1rem;margin:0 0 1rem}
.notes ul{margin:.25rem 0 0;padding-left:1.2rem}
.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(15rem,1fr));gap:.5rem 1.5rem;margin:0 0 1rem;padding:1rem;background:var(--raised);border:1px solid var(--line);border-radius:.5rem}
dt{color:var(--soft);font-size:.85rem}
dd{margin:0;overflow-wrap:anywhere}
.tools{position:sticky;top:0;background:var(--back);padding:.5rem 0;border-bottom:1px solid var(--line);display:flex;gap:.75rem;align-items:center;flex-wrap:wrap;z-index:1}
.tools label{font-weight:600}
.tools input{flex:1 1 12rem;min-width:0;font:inherit;color:inherit;background:var(--back);border:1px solid var(--soft);border-radius:.35rem;padding:.4rem .6rem}
.tools output{color:var(--soft);min-width:6rem}
nav ul{list-style:none;display:flex;flex-wrap:wrap;gap:.25rem .9rem;padding:0;margin:.75rem 0}
nav a{text-decoration:none;display:inline-block;padding:.15rem 0}
nav a:hover{text-decoration:underline}
.count{color:var(--soft);font-weight:400;font-size:.9rem}
details{border:1px solid var(--line);border-radius:.5rem;margin:0 0 .75rem;scroll-margin-top:4rem}
summary{cursor:pointer;padding:.6rem .9rem;background:var(--raised);border-radius:.5rem}
details[open]>summary{border-bottom:1px solid var(--line);border-radius:.5rem .5rem 0 0}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.35rem .9rem;border-bottom:1px solid var(--line)}
td{overflow-wrap:break-word;max-width:32rem}
tbody tr:last-child td{border-bottom:0}
td:first-child{min-width:9rem}
td.number{min-width:0;text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
th button{all:unset;cursor:pointer;font-weight:600;white-space:nowrap}
th button:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
th button::after{content:" \\2195";color:var(--soft)}
th[aria-sort=ascending] button::after{content:" \\2191";color:var(--text)}
th[aria-sort=descending] button::after{content:" \\2193";color:var(--text)}
.values{display:grid;grid-template-columns:repeat(auto-fit,minmax(16rem,1fr));gap:.6rem 1.5rem;padding:.9rem;margin:0}
.source{color:var(--soft);font-size:.85rem;margin:0;padding:.4rem .9rem;border-top:1px solid var(--line);overflow-wrap:anywhere}
[hidden]{display:none!important}
mark{background:var(--mark);color:inherit}
footer{color:var(--soft);font-size:.85rem;padding-bottom:2rem}
@media(max-width:600px){th,td{padding:.35rem .5rem}header,main,footer{padding-left:.6rem;padding-right:.6rem}.facts,.values{grid-template-columns:1fr}}
@media print{:root{color-scheme:light;--back:#fff;--raised:#fff;--text:#000;--soft:#333;--line:#999;--accent:#000}.tools,nav{display:none}details{border:0;break-inside:auto}tr{break-inside:avoid}.scroll{overflow:visible}td{max-width:none;overflow-wrap:anywhere}th button::after{content:""!important}body{font-size:10pt}}
`

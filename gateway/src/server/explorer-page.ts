/**
 * A page to try the graph: editor, variables, answer, and the schema beside it. Self-contained, so it works without a network.
 * @param path where documents are sent
 */
export function explorerPage(path: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>OpticWorks graph</title><style>
:root{color-scheme:light dark;--line:color-mix(in srgb,CanvasText 15%,Canvas);--soft:color-mix(in srgb,CanvasText 4%,Canvas);--accent:#2f6f6a}
*{box-sizing:border-box}body{margin:0;font:15px/1.5 system-ui,sans-serif;display:grid;grid-template:auto 1fr/minmax(16rem,22rem) 1fr 1fr;height:100vh}
header{grid-column:1/-1;display:flex;gap:1rem;align-items:center;padding:.6rem 1rem;border-bottom:1px solid var(--line)}
h1{font-size:1rem;margin:0 auto 0 0;font-weight:600}button{font:inherit;padding:.35rem 1rem;border:0;border-radius:.4rem;background:var(--accent);color:#fff;cursor:pointer}
button:focus-visible,textarea:focus-visible,input:focus-visible,a:focus-visible{outline:2px solid var(--accent);outline-offset:1px}
section,nav{min-height:0;display:flex;flex-direction:column;border-right:1px solid var(--line)}nav{overflow:auto;padding:.75rem 1rem;background:var(--soft)}
label{font-size:.8rem;padding:.4rem 1rem;border-bottom:1px solid var(--line);opacity:.8}
textarea,pre{flex:3;margin:0;padding:1rem;border:0;background:transparent;color:inherit;font:13px/1.55 ui-monospace,monospace;resize:none;overflow:auto;tab-size:2}
textarea.small{flex:1;border-top:1px solid var(--line)}input{font:inherit;width:100%;padding:.35rem .6rem;border:1px solid var(--line);border-radius:.4rem;background:Canvas;color:inherit}
nav ul{list-style:none;padding:0;margin:.5rem 0}nav li{padding:.2rem 0;overflow-wrap:anywhere}nav a{color:var(--accent);cursor:pointer;text-decoration:none}nav small{display:block;opacity:.75}code{font:12px ui-monospace,monospace}
</style></head><body>
<header><h1>OpticWorks graph</h1><span id="took" role="status"></span><button id="run" title="Ctrl+Enter">Run</button></header>
<nav aria-label="Schema"><input id="find" type="search" placeholder="Find a type or field" aria-label="Find a type or field"><div id="docs">Loading the schema …</div></nav>
<section><label for="query">Document</label><textarea id="query" spellcheck="false">query Products {
  products(first: 5) {
    totalCount
    edges { node { name slug priceRange { min { amount currencyCode } } defaultVariant { sku availability { inStock promiseDays } } } }
  }
}</textarea><label for="variables">Variables (JSON), headers as {"headers": {…}} beside them</label><textarea id="variables" class="small" spellcheck="false">{}</textarea></section>
<section><label for="answer">Answer</label><pre id="answer" tabindex="0"></pre></section>
<script>
const $=(id)=>document.getElementById(id),path=${JSON.stringify(path)};
const send=async(query,variables,headers)=>{const r=await fetch(path,{method:'POST',headers:{'content-type':'application/json',...headers},body:JSON.stringify({query,variables})});return r.json()};
async function run(){let given={};try{given=JSON.parse($('variables').value||'{}')}catch{$('answer').textContent='The variables are not JSON.';return}
const{headers,...variables}=given,begin=performance.now();$('answer').textContent='…';
try{const answer=await send($('query').value,variables,headers);$('answer').textContent=JSON.stringify(answer,null,2)}catch(e){$('answer').textContent=String(e)}
$('took').textContent=Math.round(performance.now()-begin)+' ms'}
$('run').onclick=run;addEventListener('keydown',(e)=>{if(e.key==='Enter'&&(e.ctrlKey||e.metaKey))run()});
const show=(t)=>t.kind==='NON_NULL'?show(t.ofType)+'!':t.kind==='LIST'?'['+show(t.ofType)+']':t.name,bare=(t)=>t.ofType?bare(t.ofType):t.name;
let types={},roots=[];const el=(tag,text,on)=>{const e=document.createElement(tag);if(text)e.textContent=text;if(on){e.href='#';e.onclick=(ev)=>{ev.preventDefault();on()}}return e};
function page(name){const t=types[name],box=$('docs');box.textContent='';if(!t)return home();box.append(el('a','‹ all types',home),el('h2',t.name));if(t.description)box.append(el('small',t.description));
const list=el('ul');for(const f of t.fields||t.inputFields||[]){const li=el('li');const args=(f.args||[]).map((a)=>a.name+': '+show(a.type)).join(', ');li.append(el('code',f.name+(args?'('+args+')':'')+': '),el('a',show(f.type),()=>page(bare(f.type))));if(f.description)li.append(el('small',f.description));list.append(li)}
for(const v of t.enumValues||[])list.append(el('li',v.name));for(const p of t.possibleTypes||[]){const li=el('li');li.append(el('a',p.name,()=>page(p.name)));list.append(li)}box.append(list)}
function home(){const box=$('docs'),word=$('find').value.toLowerCase();box.textContent='';const list=el('ul');
for(const t of Object.values(types)){if(t.name.startsWith('__'))continue;const hits=word?(t.fields||t.inputFields||[]).filter((f)=>f.name.toLowerCase().includes(word)):[];
if(word&&!hits.length&&!t.name.toLowerCase().includes(word))continue;const li=el('li');li.append(el('a',t.name,()=>page(t.name)));if(hits.length)li.append(el('small',hits.map((f)=>f.name).join(', ')));list.append(li)}box.append(list)}
$('find').oninput=home;
send('query IntrospectionQuery{__schema{queryType{name}mutationType{name}subscriptionType{name}types{kind name description fields(includeDeprecated:true){name description args{name type{...T}}type{...T}}inputFields{name description type{...T}}enumValues{name}possibleTypes{name}}}}fragment T on __Type{kind name ofType{kind name ofType{kind name ofType{kind name ofType{kind name}}}}}').then((a)=>{
if(!a.data){$('docs').textContent='The schema is not shown here.';return}const s=a.data.__schema;for(const t of s.types)types[t.name]=t;roots=[s.queryType,s.mutationType,s.subscriptionType].filter(Boolean).map((t)=>t.name);types=Object.fromEntries([...roots,...Object.keys(types).filter((n)=>!roots.includes(n)).sort()].map((n)=>[n,types[n]]));home()}).catch(()=>{$('docs').textContent='The schema could not be loaded.'});
</script></body></html>`;
}

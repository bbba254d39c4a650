/** Style sheet of the HTML report. The page allows this one by its hash, and no style anywhere else. */
export const reportStyle = `
:root{color-scheme:light dark;--page:#f4f6f8;--card:#fff;--text:#1c2128;--soft:#57606a;--line:#d8dee4;--grid:#e8ecf0;
--good:#2868c8;--neutral:#75839a;--warn:#a05f00;--bad:#c4283c;--shade:#e9c46a;--link:#1f5bb5;--hover:#eef3fa}
@media (prefers-color-scheme:dark){:root{--page:#0f1317;--card:#181d23;--text:#e6eaef;--soft:#a0abb7;--line:#313942;
--grid:#262d35;--good:#6ba4f4;--neutral:#8e9bb0;--warn:#e2a23f;--bad:#f2707f;--shade:#7a6425;--link:#7db0f7;--hover:#202832}}
*{box-sizing:border-box}
[hidden]{display:none!important}
body{margin:0;background:var(--page);color:var(--text);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
main,header,footer{max-width:1120px;margin:0 auto;padding:0 20px}
header{padding-top:28px}
h1{font-size:25px;line-height:1.25;margin:0 0 4px;overflow-wrap:anywhere}
h2{font-size:17px;margin:0 0 4px}
.lead,.about,footer{color:var(--soft)}
.lead{margin:0 0 4px;overflow-wrap:anywhere}
.about{margin:0 0 12px}
.status{display:inline-block;border-radius:999px;padding:1px 11px;font-size:14px;font-weight:600;border:1px solid;vertical-align:3px;margin-left:8px}
.status.good{color:var(--good)}.status.warn{color:var(--warn)}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:12px;margin:20px 0 14px;padding:0;list-style:none}
.tiles li{background:var(--card);border:1px solid var(--line);border-top:3px solid var(--neutral);border-radius:8px;padding:10px 14px}
.tiles li.good{border-top-color:var(--good)}.tiles li.warn{border-top-color:var(--warn)}.tiles li.bad{border-top-color:var(--bad)}
.tiles b{display:block;font-size:26px;line-height:1.25;font-variant-numeric:tabular-nums}
.tiles span{color:var(--soft);font-size:14px}
.cards{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:14px}
.card{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:16px 18px;min-width:0}
.wide,.card:not(.wide):first-child:has(+.wide),.wide+.card:not(.wide):has(+.wide),.wide+.card:not(.wide):last-child{grid-column:1/-1}
.good{fill:var(--good)}.neutral{fill:var(--neutral)}.warn{fill:var(--warn)}.bad{fill:var(--bad)}.shade{fill:var(--shade);fill-opacity:.55}
table{border-collapse:collapse;width:100%}
th{text-align:left;font-weight:600}
.bars th{font-weight:400;padding:5px 10px 5px 0;overflow-wrap:anywhere;width:46%;vertical-align:top}
.bars small{display:block;color:var(--soft);font-size:13px;line-height:1.35;overflow-wrap:anywhere}
.wide .bars th{width:56%}
.bars td{padding:5px 0;vertical-align:top}
.bars .bar svg{display:block;margin-top:5px}
.count,.share{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.bars td.count{padding-left:10px}.bars td.share{padding-left:10px;color:var(--soft)}
.chart{display:grid;grid-template-columns:52px minmax(0,1fr)}
.chart svg{display:block;width:100%;overflow:visible}
.chart text{font-size:12px;fill:var(--soft)}
.scale text{text-anchor:end}
.grid{stroke:var(--grid)}
.mark{stroke:var(--text);stroke-dasharray:4 3;stroke-width:1.5;fill:var(--text)}
.legend{display:flex;flex-wrap:wrap;gap:4px 18px;list-style:none;padding:0;margin:0 0 12px;color:var(--soft);font-size:14px}
.legend svg{margin-right:6px;vertical-align:-1px}
details{margin-top:10px}
summary{cursor:pointer;color:var(--link);font-size:14px}
.numbers{margin-top:8px;font-size:14px;font-variant-numeric:tabular-nums}
.numbers th,.numbers td{padding:4px 10px 4px 0;border-bottom:1px solid var(--grid);overflow-wrap:anywhere}
.numbers thead th{overflow-wrap:normal}
.numbers td,.numbers thead th+th{text-align:right}
.numbers td.text,.numbers thead th.text{text-align:left}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.tools{display:flex;flex-wrap:wrap;gap:10px;align-items:end;margin:12px 0}
.tools label{display:grid;gap:2px;font-size:13px;color:var(--soft);min-width:0}
.tools .find{flex:1 1 220px}
input,select,button{font:inherit;color:inherit;background:var(--page);border:1px solid var(--neutral);border-radius:6px;padding:5px 10px;max-width:100%}
button{cursor:pointer}button:disabled{opacity:.45;cursor:default}
:focus-visible{outline:2px solid var(--link);outline-offset:2px}
.records{font-size:14px;table-layout:fixed}
.records th,.records td{padding:7px 10px 7px 0;border-bottom:1px solid var(--line);vertical-align:top;overflow-wrap:anywhere}
.records tbody tr:hover{background:var(--hover)}
.records thead button{border:0;background:none;padding:0;font-weight:600;text-align:left}
.records thead button::after{content:" ↕";color:var(--soft);font-weight:400}
.records th[aria-sort=ascending] button::after{content:" ↑";color:var(--text)}
.records th[aria-sort=descending] button::after{content:" ↓";color:var(--text)}
.records .n{width:82px}.records .where{width:21%}.records .key{width:16%}.records .what{width:19%}
.records .tag{display:inline-block;font-weight:600}
.tag.warn{color:var(--warn)}.tag.bad{color:var(--bad)}
.records code{display:block}
code,pre{font:13px/1.45 ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace}
pre{white-space:pre-wrap;overflow-wrap:anywhere;margin:6px 0 0;padding:8px 10px;background:var(--page);border-radius:6px}
.pages{display:flex;gap:10px;align-items:center;margin-top:12px;flex-wrap:wrap}
footer{font-size:13px;padding-top:18px;padding-bottom:32px;overflow-wrap:anywhere}
footer p{margin:2px 0}
@media (max-width:760px){
main,header,footer{padding-left:14px;padding-right:14px}
.cards{grid-template-columns:minmax(0,1fr)}
.tiles{grid-template-columns:repeat(2,minmax(0,1fr))}
.card{padding:14px}
.odd{display:none}
.bars tr{display:grid;grid-template-columns:minmax(0,1fr) auto auto}
.bars th,.wide .bars th{grid-column:1/-1;width:auto;padding:6px 0 0}
.records,.records tbody,.records tr,.records td,.records thead{display:block;width:100%}
.records thead tr{display:flex;flex-wrap:wrap;gap:4px 14px}
.records thead th[data-sort]{width:auto;border:0;padding:2px 0;white-space:nowrap}
.records td{border:0;padding:1px 0}
.records tbody tr{border-bottom:1px solid var(--line);padding:8px 0}
.records td[data-label]::before{content:attr(data-label) " ";color:var(--soft)}
.records code{display:inline}
.records td:empty{display:none}
}
@media print{
:root{--page:#fff;--card:#fff;--text:#000;--soft:#444;--line:#bbb;--grid:#ddd;--good:#2868c8;--neutral:#75839a;--warn:#a05f00;--bad:#c4283c;--shade:#e9c46a}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}
main,header,footer{max-width:none;padding-left:0;padding-right:0}
.card,.tiles li,.records tr{break-inside:avoid}
.card.wide.list{break-inside:auto}
.tools,.pages button,summary{display:none}
}
`

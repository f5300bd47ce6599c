import sharp from 'sharp'

export type Drawing = 'shop' | 'loaf' | 'baguettes' | 'croissants' | 'log' | 'tart'
export type Look = { readonly skin: string; readonly hair: string; readonly shirt: string; readonly ground: string; readonly style: 'short' | 'long' | 'bun' | 'bald' }

const width = 1200
const height = 900

/** A bakery's pictures, as JPEG of 1200 × 900. */
export function draw(drawing: Drawing): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 1200 900"><defs>${defs}</defs>${drawings[drawing]()}<rect width="1200" height="900" fill="url(#light)"/></svg>`
  return sharp(Buffer.from(svg)).jpeg({ quality: 88, mozjpeg: true }).toBuffer()
}

/** Head and shoulders, as WebP of 96 × 96. */
export function drawFace({ skin, hair, shirt, ground, style }: Look): Promise<Buffer> {
  const behind = style === 'long' ? `<path d="M24 46c0-20 10-30 24-30s24 10 24 30v24H24z" fill="${hair}"/>` : ''
  const bun = style === 'bun' ? `<circle cx="48" cy="14" r="9" fill="${hair}"/>` : ''
  const top = style === 'bald' ? '' : `<path d="M29 43c-2-16 7-25 19-25s21 9 19 25c-3-8-8-12-13-13-8 3-18 3-25 13z" fill="${hair}"/>`
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="96" height="96"><rect width="96" height="96" fill="${ground}"/>${behind}${bun}
    <path d="M14 96c2-20 16-26 34-26s32 6 34 26z" fill="${shirt}"/><path d="M40 58h16v14c-3 6-13 6-16 0z" fill="${skin}"/><ellipse cx="48" cy="46" rx="18" ry="21" fill="${skin}"/>${top}
    <circle cx="41" cy="46" r="2" fill="#2c221b"/><circle cx="55" cy="46" r="2" fill="#2c221b"/><path d="M41 56c4 4 10 4 14 0" fill="none" stroke="#8c4a35" stroke-width="2.4" stroke-linecap="round"/></svg>`
  return sharp(Buffer.from(svg)).webp({ quality: 90 }).toBuffer()
}

/** A round sign with an ear of wheat. */
export function drawSign(): Promise<Buffer> {
  const grains = [0, 1, 2, 3].map(row => `<ellipse cx="40" cy="${34 + row * 10}" rx="4.5" ry="8" transform="rotate(-32 40 ${34 + row * 10})"/><ellipse cx="56" cy="${34 + row * 10}" rx="4.5" ry="8" transform="rotate(32 56 ${34 + row * 10})"/>`).join('')
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="96" height="96"><rect width="96" height="96" fill="#24483b"/><g fill="#f0cf8a"><ellipse cx="48" cy="22" rx="4.5" ry="9"/>${grains}<path d="M46.6 30h2.8v52h-2.8z"/></g></svg>`
  return sharp(Buffer.from(svg)).webp({ quality: 92 }).toBuffer()
}

const defs = `
  <linearGradient id="wall" x2="0" y2="1"><stop stop-color="#e9d9bf"/><stop offset="1" stop-color="#d6bf9c"/></linearGradient>
  <linearGradient id="wood" x2="0" y2="1"><stop stop-color="#a9794d"/><stop offset="1" stop-color="#7b5330"/></linearGradient>
  <linearGradient id="slate" x2="1" y2="1"><stop stop-color="#3b4a48"/><stop offset="1" stop-color="#24302f"/></linearGradient>
  <linearGradient id="linen" x2="1" y2="1"><stop stop-color="#f3ead9"/><stop offset="1" stop-color="#dccdb2"/></linearGradient>
  <radialGradient id="crust" cx="0.42" cy="0.3" r="0.8"><stop stop-color="#e8b06a"/><stop offset="0.55" stop-color="#c07f3c"/><stop offset="1" stop-color="#7c4620"/></radialGradient>
  <linearGradient id="stick" x2="0" y2="1"><stop stop-color="#eab96f"/><stop offset="0.5" stop-color="#cf8f45"/><stop offset="1" stop-color="#8d5525"/></linearGradient>
  <linearGradient id="butter" x2="0" y2="1"><stop stop-color="#f4c877"/><stop offset="0.5" stop-color="#d99a45"/><stop offset="1" stop-color="#9b5f25"/></linearGradient>
  <linearGradient id="chocolate" x2="0" y2="1"><stop stop-color="#7a4a2f"/><stop offset="0.5" stop-color="#573120"/><stop offset="1" stop-color="#331b12"/></linearGradient>
  <linearGradient id="glass" x2="1" y2="1"><stop stop-color="#fbe6b4"/><stop offset="1" stop-color="#e9b968"/></linearGradient>
  <radialGradient id="light" cx="0.3" cy="0.12" r="1.1"><stop stop-color="#fff4d8" stop-opacity="0.34"/><stop offset="0.6" stop-color="#fff" stop-opacity="0"/><stop offset="1" stop-color="#1f130a" stop-opacity="0.3"/></radialGradient>
  <filter id="soft" x="-30%" y="-30%" width="160%" height="160%"><feGaussianBlur stdDeviation="22"/></filter>
  <filter id="dust" x="-10%" y="-10%" width="120%" height="120%"><feGaussianBlur stdDeviation="3"/></filter>`

/** The same scattering each time. */
const scatter = (count: number, of: (x: number, y: number, size: number) => string): string =>
  Array.from({ length: count }, (_, n) => of((n * 0.618_034) % 1, (n * 0.754_878) % 1, (n * 0.569_84) % 1)).join('')
const shadow = (x: number, y: number, rx: number, ry: number): string => `<ellipse cx="${x}" cy="${y}" rx="${rx}" ry="${ry}" fill="#22140a" opacity="0.45" filter="url(#soft)"/>`
const table = (): string => `<rect width="1200" height="900" fill="url(#wood)"/>${[140, 330, 520, 715].map(y => `<path d="M0 ${y}h1200" stroke="#5d3c20" stroke-width="5" opacity="0.55"/>`).join('')}${scatter(26, (x, y, s) => `<path d="M${x * 1200} ${y * 900}q${80 + s * 90} ${6 - s * 14} ${190 + s * 90} 0" stroke="#5d3c20" stroke-width="2" fill="none" opacity="0.3"/>`)}`
const flour = (cx: number, cy: number, rx: number, ry: number, count: number): string => scatter(count, (x, y, s) => `<circle cx="${cx + Math.cos(x * 6.283) * rx * Math.sqrt(y)}" cy="${cy + Math.sin(x * 6.283) * ry * Math.sqrt(y)}" r="${1.2 + s * 2.6}" fill="#fff8ea" opacity="${0.35 + s * 0.5}"/>`)

const croissant = (x: number, y: number, turn: number, scale: number): string => `<g transform="translate(${x} ${y}) rotate(${turn}) scale(${scale})">
  <ellipse cx="0" cy="66" rx="190" ry="44" fill="#22140a" opacity="0.4" filter="url(#soft)"/>
  ${[[-150, 42, -58, 44, 42], [-104, 2, -34, 58, 62], [-46, -24, -14, 62, 78], [150, 42, 58, 44, 42], [104, 2, 34, 58, 62], [46, -24, 14, 62, 78], [0, -32, 0, 66, 86]].map(([dx, dy, a, rx, ry]) => `<ellipse cx="${dx}" cy="${dy}" rx="${rx}" ry="${ry}" transform="rotate(${a} ${dx} ${dy})" fill="url(#butter)" stroke="#8a5220" stroke-width="4"/><path d="M${(dx ?? 0) - 26} ${(dy ?? 0) - (ry ?? 0) * 0.55}q26 -18 52 0" transform="rotate(${a} ${dx} ${dy})" stroke="#ffe7b0" stroke-width="7" fill="none" opacity="0.6" stroke-linecap="round"/>`).join('')}</g>`

const baguette = (x: number, y: number, turn: number): string => `<g transform="translate(${x} ${y}) rotate(${turn})">
  <rect x="-400" y="28" width="800" height="70" rx="35" fill="#22140a" opacity="0.45" filter="url(#soft)"/>
  <path d="M-410 0c40-62 120-66 410-66s370 4 410 66c-40 58-120 62-410 62s-370-4-410-62z" fill="url(#stick)" stroke="#80481c" stroke-width="4"/>
  ${[-280, -150, -20, 110, 240].map(at => `<path d="M${at - 62} 30q40 -66 130 -72q-34 58 -130 72z" fill="#f6dba6" stroke="#9c6230" stroke-width="4"/><path d="M${at - 40} 18q36 -40 92 -50" stroke="#fff3d6" stroke-width="6" fill="none" opacity="0.8"/>`).join('')}</g>`

const drawings: Readonly<Record<Drawing, () => string>> = {
  loaf: () => `${table()}<path d="M180 250L1010 150L1120 760L260 850z" fill="url(#linen)"/>${shadow(620, 640, 370, 120)}
    <ellipse cx="610" cy="490" rx="360" ry="276" fill="url(#crust)" stroke="#6d3c19" stroke-width="5"/>
    <path d="M390 560q170 -250 450 -250q-60 190 -450 250z" fill="#f3d7a2" stroke="#8a5323" stroke-width="7"/><path d="M430 530q150 -160 350 -190" stroke="#fff6e0" stroke-width="12" fill="none" opacity="0.7"/>
    ${[0, 1, 2].map(n => `<path d="M${330 + n * 36} ${420 + n * 6}q60 -70 110 -96M${760 - n * 34} ${640 - n * 4}q70 -44 110 -100" stroke="#f6deb0" stroke-width="9" fill="none" opacity="0.85" stroke-linecap="round"/>`).join('')}
    <g filter="url(#dust)" opacity="0.75">${flour(600, 430, 300, 180, 150)}</g>${flour(600, 520, 520, 350, 120)}`,
  baguettes: () => `<rect width="1200" height="900" fill="url(#linen)"/>${[0, 1, 2, 3, 4, 5, 6].map(n => `<path d="M${n * 190} 0v900" stroke="#b9483c" stroke-width="10" opacity="0.35"/><path d="M0 ${n * 150}h1200" stroke="#b9483c" stroke-width="10" opacity="0.22"/>`).join('')}${baguette(620, 250, -11)}${baguette(570, 450, -7)}${baguette(640, 655, -12)}${flour(600, 520, 560, 380, 70)}`,
  croissants: () => `<rect width="1200" height="900" fill="url(#slate)"/><ellipse cx="600" cy="500" rx="520" ry="350" fill="#151c1b" opacity="0.5" filter="url(#soft)"/><ellipse cx="600" cy="470" rx="510" ry="340" fill="#f4eee2"/><ellipse cx="600" cy="470" rx="440" ry="285" fill="#e7dccb"/>
    ${croissant(430, 400, -16, 1.05)}${croissant(770, 430, 14, 1.05)}${croissant(590, 590, -3, 1.15)}${flour(600, 500, 420, 260, 60)}`,
  log: () => `${table()}<rect x="120" y="560" width="960" height="180" rx="26" fill="#efe6d6"/><rect x="120" y="690" width="960" height="60" rx="26" fill="#c9bca5"/>${shadow(600, 610, 400, 60)}
    <path d="M250 350h640c70 0 110 60 110 130s-40 130-110 130H250z" fill="url(#chocolate)"/>
    ${[0, 1, 2, 3, 4, 5, 6].map(n => `<path d="M300 ${370 + n * 36}q170 ${n % 2 ? 16 : -14} 330 0t350 ${n % 2 ? -6 : 8}" stroke="#8d5a3c" stroke-width="6" fill="none" opacity="0.75" stroke-linecap="round"/>`).join('')}
    <ellipse cx="252" cy="480" rx="86" ry="130" fill="#f0d6a6" stroke="#452619" stroke-width="14"/><path d="M252 480m-4 -70c44 0 50 130 4 130c-50 0 -52 -98 -8 -98c36 0 38 66 8 66c-22 0 -22 -34 -4 -34" stroke="#6b3d26" stroke-width="14" fill="none"/>
    <path d="M560 360c20-70 90-90 130-70c-10 60-60 84-130 70zM700 352c0-56 60-90 110-78c4 56-50 84-110 78z" fill="#2f6a4c"/><path d="M566 356q70 -20 116 -60M704 348q60 -24 98 -68" stroke="#1c4632" stroke-width="5" fill="none"/>
    <g fill="#b8322a"><circle cx="690" cy="352" r="25"/><circle cx="652" cy="372" r="22"/><circle cx="724" cy="376" r="21"/></g><g fill="#ffd9d2" opacity="0.85"><circle cx="682" cy="343" r="7"/><circle cx="645" cy="365" r="6"/><circle cx="718" cy="369" r="6"/></g>
    <g opacity="0.9">${flour(620, 370, 380, 70, 160)}</g>${flour(600, 640, 480, 70, 60)}`,
  tart: () => `<rect width="1200" height="900" fill="url(#linen)"/>${shadow(600, 600, 400, 180)}<circle cx="600" cy="460" r="372" fill="#f7f2e8"/><circle cx="600" cy="460" r="320" fill="url(#crust)" stroke="#7c4620" stroke-width="5"/><circle cx="600" cy="460" r="276" fill="#e9b65a"/>
    ${[[26, 232], [20, 168], [13, 104], [6, 44]].map(([count, radius]) => Array.from({ length: count ?? 0 }, (_, n) => { const a = 360 / (count ?? 1) * n; return `<g transform="rotate(${a} 600 460) translate(600 ${460 - (radius ?? 0)})"><path d="M-44 22a44 50 0 0 1 88 0q-44 -20 -88 0z" fill="${n % 2 ? '#f3cf7d' : '#eec26a'}" stroke="#c0392b" stroke-opacity="0.55" stroke-width="5"/></g>` }).join('')).join('')}
    <circle cx="600" cy="460" r="276" fill="#fff3c4" opacity="0.16"/>${flour(600, 460, 560, 400, 50)}`,
  shop: () => `<rect width="1200" height="900" fill="url(#wall)"/>${scatter(40, (x, y, s) => `<rect x="${Math.floor(x * 14) * 88}" y="${Math.floor(y * 5) * 44}" width="82" height="38" rx="4" fill="#cdb48d" opacity="${0.2 + s * 0.25}"/>`)}
    <rect x="110" y="210" width="980" height="580" fill="#24483b"/><rect x="110" y="210" width="980" height="120" fill="#1b3a2f"/><path d="M150 322h900" stroke="#d8b368" stroke-width="4"/>
    <text x="600" y="292" text-anchor="middle" font-family="DejaVu Serif, Georgia, serif" font-size="66" letter-spacing="12" fill="#f0cf8a">BOULANGERIE</text>
    <rect x="160" y="430" width="560" height="280" fill="url(#glass)" stroke="#163026" stroke-width="12"/><path d="M440 430v280" stroke="#163026" stroke-width="10"/><rect x="800" y="430" width="230" height="360" fill="#1b3a2f" stroke="#163026" stroke-width="10"/><rect x="830" y="460" width="170" height="210" fill="url(#glass)"/><circle cx="986" cy="706" r="10" fill="#f0cf8a"/>
    <path d="M180 590h520M180 704h520" stroke="#7b5330" stroke-width="14"/>
    ${[0, 1, 2, 3, 4].map(n => `<ellipse cx="${230 + n * 46}" cy="562" rx="24" ry="20" fill="url(#crust)"/><ellipse cx="${490 + n * 46}" cy="566" rx="21" ry="15" fill="url(#butter)"/>`).join('')}
    ${[0, 1, 2, 3, 4, 5].map(n => `<rect x="${200 + n * 34}" y="620" width="18" height="84" rx="9" fill="url(#stick)" transform="rotate(${n * 3 - 8} ${208 + n * 34} 700)"/>`).join('')}${[0, 1, 2, 3].map(n => `<ellipse cx="${484 + n * 62}" cy="680" rx="27" ry="20" fill="url(#crust)"/><path d="M${468 + n * 62} 676q16 -14 32 0" stroke="#f6deb0" stroke-width="5" fill="none"/>`).join('')}
    ${Array.from({ length: 14 }, (_, n) => `<path d="M${110 + n * 70} 330h70v66a35 32 0 0 1-70 0z" fill="${n % 2 ? '#f7efe0' : '#b9483c'}"/>`).join('')}<path d="M110 330h980" stroke="#8d3229" stroke-width="8"/>
    <rect y="790" width="1200" height="110" fill="#8f8778"/><path d="M0 790h1200M0 846h1200" stroke="#6f685b" stroke-width="5"/>${[0, 1, 2, 3, 4, 5, 6].map(n => `<path d="M${n * 190 + 60} 790l-20 56M${n * 190} 846l-26 54" stroke="#6f685b" stroke-width="4"/>`).join('')}
    <g><path d="M60 796l16 84h78l16-84z" fill="#a5573a"/><circle cx="115" cy="720" r="66" fill="#2f6a4c"/><circle cx="84" cy="752" r="40" fill="#377a58"/><circle cx="150" cy="756" r="42" fill="#285c42"/></g>`,
}

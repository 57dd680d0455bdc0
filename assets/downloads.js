// A drawing saved as a picture, in the page's own font.

const FAMILY = "IBM Plex Sans Variable";
const MARK = 0x2032; // ′, which stands with digits and degree signs in the font's Latin part

// The address of the file with Latin letters among the page's fonts, if the page has one.
function fontAddress() {
  for (const sheet of document.styleSheets) {
    let rules = [];
    try {
      rules = sheet.cssRules;
    } catch {
      continue; // a sheet of another origin
    }
    for (const rule of rules) {
      if (!(rule instanceof CSSFontFaceRule)) continue;
      const { fontFamily, fontStyle, unicodeRange, src } = rule.style;
      if (fontFamily.replace(/["']/g, "") !== FAMILY || (fontStyle || "normal") !== "normal") continue;
      const found = /url\("?([^")]+)"?\)/.exec(src);
      if (found && holds(unicodeRange, MARK)) return new URL(found[1], sheet.href ?? document.baseURI).href;
    }
  }
  return "";
}

function holds(unicodeRange, code) {
  if (!unicodeRange) return true;
  return unicodeRange.split(",").some((part) => {
    const [low, high = low] = part.trim().slice(2).split("-").map((end) => parseInt(end, 16));
    return low <= code && code <= high;
  });
}

function dataAddress(blob) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}

// The drawing with the font inside it: a picture may load nothing from outside.
async function withFont(svg) {
  const address = fontAddress();
  if (!address) return svg;
  const answer = await fetch(address);
  if (!answer.ok) return svg;
  const font = await dataAddress(await answer.blob());
  const face = `@font-face{font-family:"${FAMILY}";font-weight:100 700;src:url(${font}) format("woff2")}`;
  return svg.replace("<style>", `<style>${face}`);
}

function load(address) {
  return new Promise((resolve, reject) => {
    const image = new Image();
    image.onload = () => resolve(image);
    image.onerror = () => reject(new Error("The drawing could not be read."));
    image.src = address;
  });
}

// The drawing as a PNG blob, `width` pixels wide.
export async function pngOf(svg, width) {
  const text = await withFont(svg);
  const [, , across, down] = /viewBox="([^"]+)"/.exec(text)[1].split(" ").map(Number);
  const height = Math.round((width * down) / across);
  const sized = text.replace(/(<svg[^>]*) width="[^"]*" height="[^"]*"/, `$1 width="${width}" height="${height}"`);
  const address = URL.createObjectURL(new Blob([sized], { type: "image/svg+xml" }));
  try {
    const image = await load(address);
    await image.decode?.();
    const canvas = Object.assign(document.createElement("canvas"), { width, height });
    canvas.getContext("2d").drawImage(image, 0, 0, width, height);
    return await new Promise((resolve, reject) => {
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("No picture came out."))), "image/png");
    });
  } finally {
    URL.revokeObjectURL(address);
  }
}

function save(blob, name) {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

export async function savePng(svg, width, name) {
  save(await pngOf(svg, width), name);
}

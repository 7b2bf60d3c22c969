// Makes a deck with PptxGenJS for every line on standard input, and tells how long it took, by the
// clock and of the processor; a compressed one if the line says so (else PptxGenJS does not).
//
//     node pptxgenjs.js FOLDER_WITH_NODE_MODULES
//
// The first line is the content: [{kind, title, texts}], where texts are lists of paragraphs.

const { createRequire } = require("node:module");
const path = require("node:path");
const readline = require("node:readline");

const PptxGenJS = createRequire(path.join(path.resolve(process.argv[2]), "any.js"))("pptxgenjs");

const FRAMES = {
  title: [{ x: 0.8, y: 3.4, w: 8.4, h: 0.8 }],
  bullet: [{ x: 0.6, y: 1.3, w: 8.8, h: 3.8 }],
  "two-column": [{ x: 0.6, y: 1.3, w: 4.2, h: 3.8 }, { x: 5.2, y: 1.3, w: 4.2, h: 3.8 }],
};

async function make(slides, compression) {
  const deck = new PptxGenJS();
  for (const { kind, title, texts } of slides) {
    const slide = deck.addSlide();
    slide.addText(title, { x: 0.6, y: 0.3, w: 8.8, h: 0.9, fontSize: 28, bold: true });
    texts.forEach((paragraphs, number) => {
      const options = kind === "title" ? {} : { bullet: true };
      const runs = paragraphs.map((text) => ({ text, options: { ...options, breakLine: true } }));
      slide.addText(runs, { ...FRAMES[kind][number], fontSize: 16 });
    });
  }
  // Only "STREAM" heeds compression; what comes is a Buffer all the same.
  return deck.write({ outputType: "STREAM", compression });
}

async function main() {
  let slides = null;
  for await (const line of readline.createInterface({ input: process.stdin })) {
    if (slides === null) {
      slides = JSON.parse(line);
      continue;
    }
    const before = process.cpuUsage();
    const started = process.hrtime.bigint();
    const data = await make(slides, line === "compressed");
    const wall_ms = Number(process.hrtime.bigint() - started) / 1e6;
    const used = process.cpuUsage(before);
    const cpu_ms = (used.user + used.system) / 1000;
    console.log(JSON.stringify({ wall_ms, cpu_ms, size_bytes: data.length }));
  }
}

main();

// The app's icon in every form: a T in ink above the two strokes of the wordmark, one solid (ink) and one dashed (pencil).
// All of it is rectangles, so that the pictures are drawn here too, pixel by pixel.
import { deflateSync } from "node:zlib";

const PAPER = "#fcfcfa";
const INK = "#1b1f1d";
const PENCIL = "#4b524e";

// Left, top, width and height on a grid of 20.
const STROKES = [
    [INK, 3, 3.75, 14, 2.5],
    [INK, 8.75, 5, 2.5, 8],
    [PENCIL, 2, 16, 8, 2],
    [PENCIL, 11, 16, 2.5, 2],
    [PENCIL, 15, 16, 2.5, 2],
];

export function svg() {
    const rects = STROKES.map(([fill, x, y, width, height]) =>
        `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${fill}"/>`);
    return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20"><rect width="20" height="20" rx="3" fill="${PAPER}"/>${rects.join("")}</svg>\n`;
}

// A square picture of so many pixels; `share` of it is the grid, the rest is paper around: systems cut maskable icons round.
export function png(size, share) {
    const scale = (size * share) / 20;
    const margin = (size * (1 - share)) / 2;
    const channels = (colour) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
    const pixels = Buffer.alloc(size * (1 + size * 3));
    const covered = (from, length, at) => {
        const start = margin + from * scale;
        return Math.max(0, Math.min(at + 1, start + length * scale) - Math.max(at, start));
    };
    for (let y = 0; y < size; y++) {
        for (let x = 0; x < size; x++) {
            const pixel = channels(PAPER);
            for (const [fill, left, top, width, height] of STROKES) {
                const share = covered(left, width, x) * covered(top, height, y);
                channels(fill).forEach((value, at) => (pixel[at] += (value - pixel[at]) * share));
            }
            pixel.forEach((value, at) => (pixels[y * (1 + size * 3) + 1 + x * 3 + at] = Math.round(value)));
        }
    }
    const header = Buffer.alloc(13);
    header.writeUInt32BE(size, 0);
    header.writeUInt32BE(size, 4);
    header.set([8, 2], 8);
    return Buffer.concat([
        Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
        chunk("IHDR", header),
        chunk("IDAT", deflateSync(pixels, { level: 9 })),
        chunk("IEND", Buffer.alloc(0)),
    ]);
}

function chunk(kind, content) {
    const named = Buffer.concat([Buffer.from(kind), content]);
    const all = Buffer.alloc(named.length + 8);
    all.writeUInt32BE(content.length, 0);
    named.copy(all, 4);
    all.writeUInt32BE(checksum(named), all.length - 4);
    return all;
}

// CRC-32, as PNG has it; Node's own is younger than the Node of many systems.
function checksum(bytes) {
    let sum = 0xffffffff;
    for (const byte of bytes) {
        sum ^= byte;
        for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
    }
    return (sum ^ 0xffffffff) >>> 0;
}

// Each file's name and content.
export const icons = () => [
    ["icon.svg", svg()],
    ["icon-192.png", png(192, 0.92)],
    ["icon-512.png", png(512, 0.92)],
    ["icon-maskable-192.png", png(192, 0.62)],
    ["icon-maskable-512.png", png(512, 0.62)],
];

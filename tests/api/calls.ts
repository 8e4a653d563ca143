// What the types allow and what they refuse; the compiler reads it, nobody runs it.
import { agree, clean, convert, formats, load, merge, tag, TaglineError, type ErrorCode, type Project, type Tagline } from "tagline";

const same = <T>(_: T): void => undefined;

export async function calls(project: Project): Promise<void> {
  const { title, removed } = await clean({ text: "é", url: "https://example.org/", id: 7 }, { unit: "utf16" });
  same<string | null>(title);
  same<number | undefined>(removed[0]?.start);
  await clean({ html: "<p>é" });
  // @ts-expect-error one of the two
  await clean({ text: "", html: "" });
  // @ts-expect-error one of the two
  await clean({});
  // @ts-expect-error a unit that there is not
  await clean({ text: "" }, { unit: "bytes" });

  const { spans } = await tag({ text: "é", date: null }, { rules: { format: "tagline-rules" } });
  same<[number, number] | undefined>(spans[0]?.entity?.coordinates);
  // @ts-expect-error a field that there is not
  await tag({ text: "é", day: "2019-06-26" });

  const text = await convert(project, { from: "tagline", to: "spacy", fix: ["tokens"], status: "accepted" });
  same<string>(text.content);
  // @ts-expect-error text has no bytes
  same<Uint8Array>(text.bytes);
  const archive = await convert(new Uint8Array(), { from: "brat", to: "csv" });
  same<Uint8Array>(archive.bytes);
  // @ts-expect-error a format that is only written
  await convert("", { from: "html", to: "spacy" });
  // @ts-expect-error a format that there is not
  await convert("", { from: "tagline", to: "spcy" });
  // @ts-expect-error where to
  await convert("", { from: "tagline" });
  const to = (await formats()).find(({ writes }) => writes)?.name;
  same<"tagline" | "spacy" | "brat" | (string & {}) | undefined>(to);

  const { pairs } = await agree([project, { content: "", format: "spacy", name: "a" }, new ArrayBuffer(1)], { rounds: 0 });
  same<number | null | undefined>(pairs[0]?.spans.strict.f1);
  const merged = await merge([project, "=== d1"], { base: null });
  await convert(merged.project, { from: "tagline", to: "w3c" });
  // @ts-expect-error a list of files
  await merge(project);

  const tagline: Tagline = await load({ tagger: true, wasm: fetch("a.wasm"), data: new URL("https://example.org/b.bin") });
  same<string>(tagline.clean({ text: "" }).body);
  same<string>(tagline.convert("", { from: "brackets", to: "hf" }).content);
}

export function code(error: unknown): ErrorCode | undefined {
  // @ts-expect-error not a code
  if (error instanceof TaglineError && error.code === "oops") return undefined;
  return error instanceof TaglineError ? error.code : undefined;
}

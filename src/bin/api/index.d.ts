/**
 * Tagline: cleans news articles, tags what they name, converts files of annotations, compares and merges them.
 *
 * Offsets are Unicode code points, end exclusive, as in every file that Tagline writes; `clean` and `tag` count UTF-16 code
 * units instead if they are asked to (`unit: "utf16"`), so that `text.slice(start, end)` gives the words.
 *
 * What goes wrong is thrown as a {@link TaglineError}.
 */

// Four types are `string` here: scripts/api.mjs writes into the package what names there are.

/** What offsets count: code points, or the UTF-16 code units of JavaScript's strings. */
export type Unit = "code-points" | "utf16";

/** What went wrong. */
export type ErrorCode =
  /** An argument or an option is missing, or not what it should be. */
  | "usage"
  /** A file is not of the format that it was taken for, or of none that is known. */
  | "format"
  /** A file's bytes are not UTF-8. */
  | "not-utf8"
  /** A zip archive can't be read. */
  | "archive"
  /** A part of Tagline did not load. */
  | "load"
  /** A function of what {@link load} gives was called before what it needs was loaded. */
  | "not-loaded"
  /** Tagline failed, which it never should. Later calls are answered as ever. */
  | "internal";

/** What every function here throws; its message says where, what was expected and what was found. */
export class TaglineError extends Error {
  readonly name: "TaglineError";
  readonly code: ErrorCode;
  constructor(code: ErrorCode, message: string, options?: { cause?: unknown });
}

// Cleaning

/** A pasted text or a page, one of the two. */
export type Article = {
  /** Given back as it came. */
  id?: string | number | null;
  /** Where it was published. */
  url?: string | null;
} & (
  | { /** What select-all and copy bring. */ text: string; html?: null }
  | { /** A page, as HTML. */ html: string; text?: null }
);

export interface CleanOptions {
  /** What `removed` counts; code points if nothing is said. */
  unit?: Unit;
}

/** Why a part of the source is not in the article. */
export type Reason = string;

/** A clean article. */
export interface Cleaned {
  id: string | number | null;
  /** The headline. */
  title: string | null;
  /** The summary under the headline. */
  standfirst: string | null;
  authors: string[];
  /** The day it was published, else updated: `YYYY-MM-DD`. */
  date: string | null;
  /** When it was last changed, ISO 8601. */
  updated: string | null;
  /** The site's name. */
  site: string | null;
  /** A BCP 47 tag. */
  language: string | null;
  url: string | null;
  /** The paragraphs without headline and standfirst, a blank line between. */
  body: string;
  /** Ranges of the text or HTML that was given, in order. */
  removed: { start: number; end: number; reason: Reason }[];
}

// Tagging

/** A text to tag. */
export interface TagInput {
  /** Given back as it came. */
  id?: string | number | null;
  text: string;
  /** The article's day, `YYYY-MM-DD`, which "Tuesday" is told from. */
  date?: string | null;
}

export interface TagOptions {
  /** What the spans count; code points if nothing is said. */
  unit?: Unit;
  /** A rule pack that the app has exported (`*.rules.json`), as text or object: names accepted and rejected, lists, thresholds. */
  rules?: string | object;
}

/** The tagger's labels; a rule pack may bring others. */
export type TaggerLabel = "COURT" | "AGENCY" | "LAW" | "PLACE" | "PERSON" | "ORGANIZATION" | "DATE";

/** A mention. */
export interface TaggedSpan {
  start: number;
  end: number;
  label: TaggerLabel | (string & {});
  /** How sure the tagger is, 0 to 1. */
  score: number;
  /** Which part of the tagger found it, and the tagger's version. */
  origin: { tagger: string; version: string };
  /** What in the world it names, where the lists know. */
  entity: TaggedEntity | null;
  /** What it stands for: an ISO date (`2019-06-25`, `2019-06`, `2019`). */
  value: string | null;
}

/** A name in someone's authority file. */
export interface TaggedEntity {
  id: string;
  /** Whose id it is. */
  authority: string;
  name: string;
  /** The ISO code of the country that a place lies in or an agency belongs to. */
  country?: string;
  /** Where a place lies: degrees north, degrees east. */
  coordinates?: [number, number];
}

/** A tagged text. */
export interface Tagged {
  id: string | number | null;
  /** The text, as it came. */
  text: string;
  /** What it names, in order; none overlap. */
  spans: TaggedSpan[];
  /** What was not understood of the rule pack, where one was given. */
  issues?: Issue[];
}

// Files of annotations

/** The formats that can be read. */
export type ReadFormat = string;
/** The formats that are one text file. */
export type TextFormat = string;
/** The formats that are several files, packed as a zip archive. */
export type ArchiveFormat = string;
/** The formats that can be written. */
export type WriteFormat = TextFormat | ArchiveFormat;

/** What a file holds: its text, its bytes (UTF-8, or a zip archive), or a native file as an object. */
export type FileContent = string | Uint8Array | ArrayBuffer | Project;

/** Something in a file that was not understood. */
export interface Issue {
  /** Where: `line 12`, `documents[3].annotations[7]`. */
  place: string;
  /** What was expected, what was found, what was done about it. */
  message: string;
}

export type Fix =
  /** Suggestions are written as if they were accepted. */
  | "suggestions"
  /** Annotations that begin or end inside a word are widened to whole words. */
  | "tokens"
  /** Annotations that overlap are written, for a reader that was told to take them. */
  | "overlaps";

export type Status = "suggested" | "accepted" | "rejected";
export type DocumentStatus = "new" | "in progress" | "done";

export interface ConvertOptions<To extends WriteFormat = WriteFormat> {
  /** The format that the content is in. */
  from: ReadFormat;
  /** The format that is wanted. */
  to: To;
  /** `source` puts the annotations on what was pasted, before cleaning; the clean text if nothing is said. */
  on?: "text" | "source";
  /** What has more of it fit, where the format can. */
  fix?: Fix | "all" | (Fix | "all")[];
  /** Only documents of these statuses. */
  documents?: DocumentStatus | DocumentStatus[];
  /** Only annotations of these statuses. */
  status?: Status | Status[];
  /** Only annotations of these labels. */
  label?: string | string[];
  /** Only annotations that these people made or decided last. */
  annotator?: string | string[];
}

/** Something that the file does not carry, or not as it was. */
export interface Loss {
  /** Where: `documents[0].annotations[2]`. */
  place: string;
  /** What was left out or changed. */
  message: string;
  /** The document's number, from 0; null for what is of the whole project. */
  document: number | null;
  /** The annotation's number in its document, from 0, where it is one. */
  annotation: number | null;
  /** The fix that would have it written. */
  fix: Fix | null;
}

export interface Conversion {
  /** What the format left out or changed, each place. */
  losses: Loss[];
  /** How often each of that happened. */
  totals: { message: string; count: number; fix: Fix | null }[];
  /** What could not be read. */
  issues: Issue[];
  /** How much was chosen by `documents`, `status`, `label` and `annotator`, and of how much. */
  chosen: { documents: number; allDocuments: number; annotations: number; allAnnotations: number };
}

/** A file in another format: `content`, or `bytes` where the format is a zip archive. */
export type Converted<To extends WriteFormat = WriteFormat> = To extends ArchiveFormat
  ? Conversion & { bytes: Uint8Array; content?: undefined }
  : Conversion & { content: string; bytes?: undefined };

/** One of several files: its content alone, or with what is known of it. Without `format` it is known by its name or beginning. */
export type AnnotationFile =
  | FileContent
  | {
      content: FileContent;
      format?: ReadFormat;
      /** What it is called in the answer; its ending may tell its format. `file 1`, `file 2` if there is none. */
      name?: string;
    };

/** Something in one of several files that was not understood. */
export interface FileIssue extends Issue {
  file: string;
}

// Agreement

export interface AgreeOptions {
  /** The annotations that count; accepted ones if nothing is said. */
  status?: Status | Status[];
  /** How often documents are drawn for the intervals: 1000 if nothing is said, 0 for no intervals. */
  rounds?: number;
  /** Where drawing begins, 1 if nothing is said: the same seed gives the same intervals. */
  seed?: number;
}

/** The middle 95% of what random draws of the documents give. */
export type Interval = [low: number, high: number];

/** A figure; null where it is not defined. */
export interface Figure {
  value: number | null;
  interval: Interval | null;
}

/** How the second's spans match the first's, which are taken for right. */
export interface SpanFigures {
  correct: number;
  incorrect: number;
  partial: number;
  missed: number;
  spurious: number;
  precision: number | null;
  recall: number | null;
  f1: number | null;
}

/** strict: same ends and label; exact: same ends; partial: same ends, or half for shared text; type: shared text and same label. */
export type Schemes<Of = SpanFigures> = Record<"strict" | "exact" | "partial" | "type", Of>;

/** How two annotators agree. */
export interface Pair {
  first: string;
  second: string;
  spans: Schemes<SpanFigures & { f1_interval: Interval | null }>;
  labels: Record<string, { spans: Schemes; kappa: number | null }>;
  documents: { id: string; spans: Schemes; labels: Record<string, Schemes> }[];
  /** Cohen's kappa on tokens. */
  kappa: Figure;
  /** Rows are the first's, columns the second's, both in the order of `values`; null is no label. */
  confusion: { values: (string | null)[]; tokens: number[][]; spans: number[][] };
}

/** A document that is not compared, and who has it. */
export interface Apart {
  id: string;
  annotators: string[];
}

export interface Agreement {
  /** The files' names. */
  annotators: string[];
  documents: {
    compared: string[];
    /** One id, different texts. */
    differing: Apart[];
    /** Only one annotator has them. */
    alone: Apart[];
  };
  /** How many tokens were compared. */
  tokens: number;
  labels: string[];
  /** Each two annotators. */
  pairs: Pair[];
  /** Fleiss' kappa on tokens. */
  fleiss: Figure;
  /** Krippendorff's alpha (nominal) on tokens. */
  alpha: Figure;
  /** Krippendorff's alpha for unitizing (1995), on code points. */
  unitized_alpha: number | null;
  by_label: Record<string, { fleiss: number | null; alpha: number | null; unitized_alpha: number | null }>;
  issues: FileIssue[];
}

// Merging

export interface MergeOptions {
  /** What the files were made from: what one of them changed wins over what the others left. */
  base?: AnnotationFile | null;
}

/** An annotation of the outcome that is in conflict; it stands there as a suggestion. Offsets are code points. */
export interface Disputed {
  id: string;
  start: number;
  end: number;
  text: string;
  label: string;
  /** What the files say of it, each different thing once. */
  said: { status: Status; by: string | null; files: string[] }[];
  /** Whether a file took it out. */
  removed: boolean;
}

/** Something on which the files do not agree. */
export interface Conflict {
  /** The document of the outcome; null for what is of the whole project. */
  document: string | null;
  /** `annotations` cannot all stand; `sense` is what one names or stands for; of the others the first by its characters is written. */
  kind: "annotations" | "sense" | "texts" | "metadata" | "source" | "label" | "entity" | "annotator";
  /** What a person reads of it. */
  lines: string[];
  annotations: Disputed[];
  /** What the files say that an annotation names or stands for, where it is about that. */
  senses: { entity: string | null; value: string | null }[];
}

export interface Merged {
  /** The outcome, as a native file: `JSON.stringify` of it is one. */
  project: Project;
  conflicts: Conflict[];
  losses: Loss[];
  issues: FileIssue[];
}

// The native file, `*.tagline.json`. Its JSON Schema is schema/tagline-1.schema.json. Fields that are not here are kept.

/** Articles with their annotations. */
export interface Project {
  format: "tagline";
  version: 1;
  labels: LabelDefinition[];
  annotators: { name: string }[];
  entities: Entity[];
  documents: AnnotatedDocument[];
}

export interface LabelDefinition {
  name: string;
  /** `#rrggbb`, on light paper. */
  colour: string;
  /** `#rrggbb`, on dark paper. */
  colour_dark?: string | null;
  /** The key that sets it: one character. */
  key?: string | null;
  guideline: string;
  /** What it is called elsewhere, by the tagger too. */
  takes?: string[] | null;
}

/** A thing in the world that mentions name. */
export interface Entity {
  id: string;
  label: string;
  name: string;
  canonical?: { id: string; authority: string } | null;
  country?: string | null;
  /** Degrees north, degrees east. */
  coordinates?: [number, number] | null;
}

/** One article's text with its annotations. Offsets are code points. */
export interface AnnotatedDocument {
  id: string;
  metadata: Metadata;
  source?: { kind: "text" | "html"; content: string; sha256: string } | null;
  /** Headline, standfirst, then body: the text that offsets count in. */
  text: string;
  /** Ranges of the source. */
  removed: { start: number; end: number; reason: Reason }[];
  /** Which stretch of the source each stretch of the text was read from. */
  map: [textStart: number, textLength: number, sourceStart: number, sourceLength: number][];
  status: DocumentStatus;
  /** The stretches of the text that a person has looked at. */
  reviewed: [start: number, end: number][];
  annotations: Annotation[];
}

export interface Metadata {
  title?: string | null;
  authors?: string[];
  /** ISO 8601. */
  published?: string | null;
  /** ISO 8601. */
  updated?: string | null;
  site?: string | null;
  url?: string | null;
  /** A BCP 47 tag. */
  language?: string | null;
}

/** A label put on a span, by someone. */
export interface Annotation {
  id: string;
  start: number;
  end: number;
  text: string;
  label: string;
  status: Status;
  /** A person, or a part of the tagger. */
  origin: { annotator: string } | { tagger: string; version: string };
  score?: number | null;
  evidence?: { rule: string; detail: string }[];
  /** The id of an entity. */
  entity?: string | null;
  value?: string | null;
  note?: string | null;
  decisions?: { who: string; when: string; from: { label: string; status: Status; text: string } }[];
}

// Functions

/** A format, as the table of formats tells of it. */
export interface FormatInfo {
  /** Its name in calls. */
  name: ReadFormat | WriteFormat;
  /** Its name for a reader. */
  title: string;
  /** What it is for: `whole` loses nothing, `training` is for taggers, `tools` for programs to annotate with, `reading` for people. */
  family: "whole" | "training" | "tools" | "reading" | "sharing";
  /** The ending of its files, with the dot. */
  extension: string;
  mediaType: string;
  /** What its offsets count. */
  counts: string;
  /** Who reads it, and what a person must know of it. */
  about: string;
  reads: boolean;
  writes: boolean;
  /** Whether it is written as a zip archive. */
  archive: boolean;
}

/** Takes the page furniture off an article. */
export function clean(article: Article, options?: CleanOptions): Promise<Cleaned>;

/** Marks courts, agencies, laws, places, persons, organisations and dates. The first call loads what the tagger knows. */
export function tag(text: TagInput, options?: TagOptions): Promise<Tagged>;

/** Turns a file of annotations into another format. */
export function convert<To extends WriteFormat>(content: FileContent, options: ConvertOptions<To>): Promise<Converted<To>>;

/** How far the annotators of two or more files agree. */
export function agree(files: AnnotationFile[], options?: AgreeOptions): Promise<Agreement>;

/** Makes one project of two or more people's; in which order they are named makes no difference. */
export function merge(files: AnnotationFile[], options?: MergeOptions): Promise<Merged>;

/** All formats, the native one first. */
export function formats(): Promise<FormatInfo[]>;

/** Where a part of Tagline is, or the part itself. */
export type Part = URL | string | Response | ArrayBuffer | Uint8Array;

export interface LoadOptions {
  /** Whether to load what the tagger knows as well. */
  tagger?: boolean;
  /** The program, if it is elsewhere than beside this module. It counts the first time. */
  wasm?: Part | WebAssembly.Module | Promise<Part | WebAssembly.Module>;
  /** What the tagger knows, if it is elsewhere. It counts the first time. */
  data?: Part | Promise<Part>;
}

/** The same functions without waiting: for many small calls. */
export interface Tagline {
  clean(article: Article, options?: CleanOptions): Cleaned;
  /** Throws `not-loaded` before `load({ tagger: true })` was awaited. */
  tag(text: TagInput, options?: TagOptions): Tagged;
  convert<To extends WriteFormat>(content: FileContent, options: ConvertOptions<To>): Converted<To>;
  agree(files: AnnotationFile[], options?: AgreeOptions): Agreement;
  merge(files: AnnotationFile[], options?: MergeOptions): Merged;
  formats(): FormatInfo[];
}

/** Loads Tagline, once; what comes later waits for it or finds it there. A failed try is tried again by the next call. */
export function load(options?: LoadOptions): Promise<Tagline>;

/// <reference lib="esnext.disposable" />

/** How long something takes: milliseconds, or such as `'800ms'`, `'2s'`, `'1m30s'`. */
export type Duration = number | string

/** What a mock is started with; what is left out is as `damson mock` has it. */
export interface DamsonOptions {
  /** Where it listens; 0, which is the default, for any port that is free. */
  port?: number
  /** The address that it listens on; `127.0.0.1` if left out. */
  host?: string
  /** What stands before `/images`, such as `/dam`. */
  basePath?: string
  /** A data file, or a folder of them; left out, `mock-data` of the working directory if there is one, else the data that come with Damson. */
  data?: string | URL
  /** How many images are made up, for the key `generated-demo-key`. */
  images?: number
  /** What made-up images, random failures and random delays follow from. */
  seed?: number
  /** How long each answer of the API waits, such as `200`, `'1s'` or `'100-400ms'`. */
  delay?: Duration
  /** Which share of the API's requests fails: `0.05`, or `'5%'`. */
  fail?: number | string
  /** What those are answered, 400 to 599; 503 if left out. */
  failStatus?: number
  /** How much each key may ask, such as `'50/10s'`. */
  rateLimit?: string
  /** What control requests have to have; those of this package then do. Left out, `DAMSON_ADMIN_KEY` of the environment if it is set. */
  adminKey?: string
  /** Whose pages may ask, in place of those of this machine. */
  corsOrigins?: string[]
  /** Further arguments of `damson mock`. */
  args?: string[]
  /** The working directory. */
  cwd?: string
  /** Variables beside those of this process. */
  env?: Record<string, string | undefined>
  /** After how many milliseconds a mock that is not ready is given up; 60,000 if left out. */
  startTimeout?: number
}

/** What happens, and to which requests. One of `status`, `fault` and `delay` is needed. */
export interface Fault {
  /** The problem that is answered, 400 to 599. */
  status?: number
  /** What happens to the connection instead of an answer. */
  fault?: 'CONNECTION_RESET_BY_PEER' | 'EMPTY_RESPONSE' | 'MALFORMED_RESPONSE_CHUNK' | 'RANDOM_DATA_THEN_CLOSE'
  /** How long the client waits, up to a minute. */
  delay?: Duration
  /** Requests to the API, which is the default, or those for the files of images. */
  on?: 'api' | 'media'
  /** Only requests of this method. */
  method?: string
  /** Only requests for this image, or for its files. */
  reference?: string
  /** What the problem of `status` has as its `detail`. */
  detail?: string
  /** Only requests that have these query options, such as `$skip=100`. */
  query?: string
  /** How many requests that match are spared first. */
  after?: number
  /** How often it happens; left out, until it is disarmed. A browser sends again where a connection breaks: 2 is then one failure. */
  times?: number
  /** How often it happens to a request that matches, 0 to 1. */
  probability?: number
  /** For how long it is armed. */
  timeToLive?: Duration
}

export interface ArmedFault {
  /** What it is disarmed by. */
  id: string
  /** Whose requests it is for; left out if for all. */
  tenant?: string
  fault: Fault
  /** How often it will still happen; left out if without end. */
  remainingTimes?: number
}

/** Armed faults: of a sandbox, or of all. */
export interface Faults {
  arm(fault: Fault): Promise<ArmedFault>
  /** In the order in which they are tried. */
  list(): Promise<ArmedFault[]>
  /** Disarms all of them. */
  clear(): Promise<void>
  disarm(id: string): Promise<void>
}

export interface ClockState {
  mode: 'frozen' | 'running'
  /** In UTC, without an offset: `2024-04-05T08:44:33`. */
  now: string
}

/** The time by which images are processed. It stands still until it is told otherwise. */
export interface Clock {
  get(): Promise<ClockState>
  /** Adds to the time: images whose `processingFor` is over become `Ok`. */
  advance(duration: Duration): Promise<ClockState>
  set(moment: Date | string): Promise<ClockState>
  run(): Promise<ClockState>
  freeze(): Promise<ClockState>
}

export type ImageStatus = 'Vd' | 'Up' | 'Ok' | 'Re' | 'Er'

/** Members of an image; what is left out stays, or is chosen by the mock. */
export interface ImageMembers {
  id?: number
  numLinks?: number
  status?: ImageStatus
  modifiedOn?: string
  fileType?: string | null
  createdOn?: string | null
  tags?: string[] | null
  originalUrl?: string | null
  thumbnailUrl?: string | null
  thumbnailMediumUrl?: string | null
  thumbnailPreviewUrl?: string | null
  width?: number
  height?: number
  sizeInBytes?: number
  /** How long it stays `Up` or `Re` by the clock. */
  processingFor?: Duration
}

/** Changes that only the mock can make. */
export interface Images {
  /** Changes an image, or makes it where there is none of that name. */
  put(reference: string, members?: ImageMembers): Promise<void>
  /** Removes an image, whatever its status is. */
  remove(reference: string): Promise<void>
}

/** Which requests of the journal are meant. */
export interface RequestPattern {
  method?: string
  /** Path and query, percent-encoded as they came. */
  url?: string
  urlPath?: string
  /** The status that they were answered with. */
  status?: number
  since?: Date | number | string
  /** How many at most; 100 if left out. */
  limit?: number
  /** Whether with the bodies of the answers; true if left out. */
  bodies?: boolean
}

export interface LoggedRequest {
  /** The answer's `X-Request-Id`. */
  id: string
  tenant?: string
  /** Query options that the API does not have, and disregards. */
  ignoredOptions?: string[]
  request: {
    method: string
    url: string
    /** Keys are redacted. */
    headers: Record<string, string>
    loggedDate: number
    loggedDateString: string
  }
  response: {
    status?: number
    headers?: Record<string, string>
    /** Decompressed, cut to 16,384 bytes; left out if there is none. */
    body?: string
    /** How many bytes were sent, compressed if they were. */
    bodyLength?: number
    /** That `body` is not all of it. */
    bodyTruncated?: true
    fault?: string
    /** What decided this in place of the API. */
    forcedBy?: 'request' | 'armed' | 'standing'
  }
}

/** What a sandbox and a whole mock have in common. */
export interface Scope {
  readonly faults: Faults
  readonly clock: Clock
  /** Restores data, faults, clock and journal. */
  reset(): Promise<void>
  /** The latest requests to the API, the newest first. */
  requests(pattern?: RequestPattern): Promise<LoggedRequest[]>
}

/** A fresh copy of the mock's images, for whoever has its key. */
export interface Sandbox extends Scope {
  readonly name: string
  /** The mock's. */
  readonly url: string
  /** `sandbox-` and the name. */
  readonly key: string
  /** The header fields of requests: the key. */
  readonly headers: { 'X-API-KEY': string }
  readonly images: Images
  /** Gives its memory back; otherwise the mock does an hour after the latest request. */
  drop(): Promise<void>
}

/** A mock that runs. Its `faults`, `clock`, `requests` and `reset` speak of all keys. */
export interface Damson extends Scope {
  /** Where it is, such as `http://127.0.0.1:49152`. */
  readonly url: string
  /**
   * A sandbox; it is made by the first request with its key.
   *
   * @param name 1 to 100 letters, digits, dots, underscores and hyphens; left out, a new one each time
   * @throws TypeError for another name
   */
  sandbox(name?: string): Sandbox
}

/** A mock that this process has started, and that ends with it. */
export interface StartedDamson extends Damson, AsyncDisposable {
  /** Ends the mock, and waits until it has ended. */
  stop(): Promise<void>
}

/** An answer of the control API that is a problem; the message has its `detail`. */
export declare class DamsonError extends Error {
  readonly status: number
  /** The problem document (RFC 9457). */
  readonly problem?: {
    type: string
    title: string
    status: number
    detail: string
    instance: string
    validationFailures?: Record<string, string[]>
  }
}

/**
 * Starts a mock in a process of its own, and waits until it can be asked. Rejects with what the mock has printed if it ends before.
 *
 * @throws TypeError for an unknown option
 */
export declare function startDamson(options?: DamsonOptions): Promise<StartedDamson>

/**
 * A mock that somebody else has started.
 *
 * @param url where it is, with the prefix of a proxy if there is one
 * @param options without an `adminKey`, that of the environment (`DAMSON_ADMIN_KEY`) is taken if there is one
 */
export declare function connectDamson(url: string | URL, options?: { adminKey?: string }): Damson

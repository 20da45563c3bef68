// The command line of a JVM that runs the jar. The launcher `damson` has the same options, and the reasons for them.
const MOCK = [
  '-XX:InlineSmallCode=1200',
  '-XX:Tier4InvocationThreshold=30000',
  '-XX:Tier4MinInvocationThreshold=10000',
  '-XX:Tier4CompileThreshold=60000',
  '-XX:Tier4BackEdgeThreshold=200000',
]
const OPTIONS = { mock: MOCK, serve: ['-XX:InlineSmallCode=1200'], verify: ['-XX:TieredStopAtLevel=1'] }
const COLLECTORS = { mock: ['-XX:+UseSerialGC'], verify: ['-XX:+UseSerialGC'], serve: ['-XX:+UseParallelGC'] }

/**
 * The arguments of java.
 *
 * @param cache where classes are archived, or undefined
 * @param endsWithInput whether the JVM ends when its standard input does
 * @param javaOpts what people want to add, divided by blanks; standing after ours, it wins
 */
export function jvmArguments({ jar, args, cache, javaOpts = '', terminal = false, endsWithInput = false }) {
  const [command] = args
  const given = javaOpts.split(/\s+/).filter((word) => word !== '')
  const choosesCollector = given.some((word) => /^-XX:\+Use.*GC$/.test(word)) // two would be an error
  return [
    '-Xshare:auto',
    ...(cache?.archive === undefined ? [] : [`-XX:SharedArchiveFile=${cache.archive}`, '-Xlog:cds=off', '-Xlog:cds+dynamic=off']),
    ...(choosesCollector ? [] : (COLLECTORS[command] ?? [])),
    ...(terminal ? ['-Ddamson.terminal=true'] : []),
    ...(endsWithInput ? ['-Ddamson.endsWithInput=true'] : []),
    '-Ddamson.program=damson-mock',
    ...(cache === undefined ? [] : [`-Ddamson.native=${cache.folder}`]),
    ...(OPTIONS[command] ?? []),
    ...(command === 'serve' && !/-Xmx|-XX:MaxHeapSize|-XX:MaxRAM/.test(javaOpts) ? ['-Xmx512m'] : []),
    ...given,
    '-jar',
    jar,
    ...args,
  ]
}

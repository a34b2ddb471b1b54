import { readdirSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import type { Metrics } from './metrics.ts'

/**
 * The process's own figures under the names that Prometheus recommends to all programs. All are read when somebody
 * looks: nothing ticks meanwhile.
 */
export function watchProcess(observe: Metrics['observe']): void {
  let before = performance.eventLoopUtilization()
  observe('process_cpu_seconds_total', 'CPU time, user and system', [], (set) => {
    const { user, system } = process.cpuUsage()
    set((user + system) / 1e6)
  })
  observe('process_resident_memory_bytes', 'Memory that the process holds', [], (set) =>
    set(process.memoryUsage.rss()),
  )
  observe('process_start_time_seconds', 'When the process started, since 1970', [], (set) =>
    set(Math.round(performance.timeOrigin) / 1000),
  )
  observe('process_open_fds', 'Open files and sockets', [], (set) => {
    try {
      set(readdirSync('/proc/self/fd').length - 1)
    } catch {
      // Only Linux tells.
    }
  })
  observe('nodejs_heap_size_used_bytes', 'Memory of JavaScript objects', [], (set) =>
    set(process.memoryUsage().heapUsed),
  )
  observe(
    'nodejs_eventloop_utilization',
    'Share of the time since the last look that was busy',
    [],
    (set) => {
      const present = performance.eventLoopUtilization()
      set(performance.eventLoopUtilization(present, before).utilization)
      before = present
    },
  )
}

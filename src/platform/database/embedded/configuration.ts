import { totalmem } from 'node:os'

const MB = 1024 * 1024

/** Memory that this installation may use, in bytes: the container's limit where there is one. */
export function memoryLimit(): number {
  const limit = process.constrainedMemory()
  return limit > 0 && limit < totalmem() ? limit : totalmem()
}

/**
 * Server settings for one machine, as the text of a configuration file.
 * Durability is never traded for speed. What an operator changes with ALTER SYSTEM wins over this file.
 * @param memory bytes available to the whole machine or container.
 */
export function serverConfiguration(memory: number): string {
  const megabytes = (share: number, least: number, most: number) =>
    `${Math.round(Math.min(most, Math.max(least, memory / MB / share)))}MB`
  const settings: Record<string, string> = {
    listen_addresses: "''",
    max_connections: '60',
    unix_socket_permissions: '0700',

    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',

    // Modest on purpose: the file cache of the system does the rest, and other programs live here too.
    shared_buffers: megabytes(32, 32, 1024),
    effective_cache_size: megabytes(2, 256, 65_536),
    work_mem: megabytes(512, 4, 16),
    maintenance_work_mem: megabytes(32, 32, 512),
    io_workers: '2',
    max_wal_senders: '4',

    // The packaged server knows only the slow compression: on a large table it cost an import a third of its time.
    wal_compression: 'off',
    max_wal_size: '4GB',
    min_wal_size: '128MB',
    checkpoint_timeout: '15min',

    random_page_cost: '1.1',
    jit: 'off',
    track_io_timing: 'off',
    autovacuum_vacuum_scale_factor: '0.05',
    autovacuum_analyze_scale_factor: '0.02',

    timezone: "'UTC'",
    log_timezone: "'UTC'",
    lc_messages: "'C.UTF-8'",
    default_text_search_config: "'pg_catalog.simple'",

    logging_collector: 'on',
    log_directory: "'log'",
    // One file for each weekday: a week is kept, and the folder cannot grow for ever.
    log_filename: "'postgres-%a.log'",
    log_rotation_age: '1d',
    log_rotation_size: '0',
    log_truncate_on_rotation: 'on',
    // Messages of failed statements, their details and texts can hold people's data; the app logs its own errors
    // without it. What remains is the server's own life: starts, crashes, recovery.
    log_min_messages: 'log',
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
    log_checkpoints: 'off',
  }
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}`)
  return [
    '# Written by Regulars at every start. Use ALTER SYSTEM to change a setting for good.',
    ...lines,
    '',
  ].join('\n')
}

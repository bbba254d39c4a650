import type { Command } from 'commander'
import { addCommand, examples, gather, type Start } from '../options.js'

export const declarePassword = (program: Command, start: Start): void => {
  addCommand(program, 'password')
    .description('say what Logto gets for one stored password, and whether a plaintext matches it')
    .argument('[hash]', 'the hash in single quotes, as text or JSON object; - for standard input')
    .option('-c, --config <file>', 'config file whose password section is used')
    .option(
      '-s, --source <system>',
      'which system wrote it, see logto-migrate docs passwords (default: generic)',
    )
    .option('--param <name=value>', 'what stands beside the hash, for example salt=abc; repeatable', gather)
    .option('--verify', 'the plaintext comes as one line on standard input')
    .option('--batch <file>', 'rows of id, source, sourceHash, params, password instead of one hash')
    .addHelpText(
      'after',
      examples(
        "logto-migrate password '$2b$10$…' --source auth0",
        'logto-migrate password 5f4dcc3b5aa765d61d8327deb882cf99 --source custom --param algorithm=md5 --verify < known.txt',
        'logto-migrate password --batch hashes.ndjson --json',
      ),
    )
    .action(start(async () => (await import('../../commands/password/password.js')).runPasswordCommand))
}

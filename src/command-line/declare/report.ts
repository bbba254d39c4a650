import type { Command } from 'commander'
import { addCommand, examples, type Start } from '../options.js'

export const declareReport = (program: Command, start: Start): void => {
  addCommand(program, 'report')
    .description('make a report of a run: a page with charts, Markdown, CSV or JSON')
    .argument('[run]', 'folder of the run; by default the only one in .migrate')
    .option('--format <format>', 'html, md, csv or json (default: by the ending of --out, else html)')
    .option('--out <file>', 'where it goes, - for stdout (default: report.<format> in the run folder)')
    .option('--show-personal-data', 'addresses, names, numbers and records as they are, not shortened')
    .addHelpText(
      'after',
      examples(
        'logto-migrate report',
        'logto-migrate report .migrate/users --format md --out -',
        'logto-migrate report .migrate/users --out report.csv --show-personal-data',
      ),
    )
    .action(start(async () => (await import('../../commands/report/report.js')).runReportCommand))
}

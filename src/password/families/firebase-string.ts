import { parseCount, readCount, readText } from '../hash-params.js'
import type { HashParams } from '../hash-params.js'
import { isRecord } from '../hash-params.js'
import { convertFirebaseScrypt } from './firebase-scrypt.js'
import type { PasswordConversion } from '../password-conversion.js'
import { readPhcParameters } from './phc-string.js'
import { refusePassword } from '../refuse-password.js'

/** The project's hash parameters, under the names of Firebase's console, its SDK and Logto's configuration. */
export interface FirebaseProject {
  signerKey: string | undefined
  saltSeparator: string | undefined
  rounds: number | undefined
  memCost: number | undefined
}

export const readFirebaseProject = (params: HashParams): FirebaseProject => {
  const project = isRecord(params['firebase']) ? params['firebase'] : params
  return {
    signerKey: readText(
      project,
      'signerKey',
      'base64_signer_key',
      'base64SignerKey',
      'signer_key',
      'firebase_password_hashing_signer_key',
    ),
    saltSeparator: readText(
      project,
      'saltSeparator',
      'base64_salt_separator',
      'base64SaltSeparator',
      'salt_separator',
    ),
    rounds: readCount(project, 'rounds'),
    memCost: readCount(project, 'memCost', 'mem_cost', 'memoryCost', 'memory_cost'),
  }
}

/**
 * Firebase scrypt inside one string, as GoTrue (`$fbscrypt$`), Kratos (`$firescrypt$`), SuperTokens (`$f_scrypt$`)
 * and WorkOS (`$firebase-scrypt$`) write it. What the string lacks comes from the project's parameters.
 */
export const convertFirebaseString = (text: string, params: HashParams): PasswordConversion => {
  const fields = text.split('$')
  const project = readFirebaseProject(params)
  switch (fields[1]) {
    case 'fbscrypt':
      return convertGoTrue(fields, project)
    case 'firescrypt':
      return convertKratos(fields)
    case 'f_scrypt':
      return convertSuperTokens(fields, project)
    default:
      return convertWorkOs(fields, project)
  }
}

const convertGoTrue = (fields: string[], project: FirebaseProject): PasswordConversion => {
  const [, , cost = '', salt = '', hash = '', ...rest] = fields
  const parameters = readPhcParameters(cost)
  if (!parameters || rest.length > 0) return malformed('$fbscrypt$v=1,n=,r=,p=,ss=,sk=$salt$hash')
  return convertFirebaseScrypt({
    hash,
    salt,
    signerKey: parameters.get('sk') ?? project.signerKey,
    // GoTrue leaves the separator out when the project has none.
    saltSeparator: parameters.get('ss') ?? project.saltSeparator ?? '',
    rounds: parseCount(parameters.get('r')),
    memCost: parseCount(parameters.get('n')),
    parallelism: parseCount(parameters.get('p')) ?? 1,
  })
}

const convertKratos = (fields: string[]): PasswordConversion => {
  const [, , cost = '', salt = '', hash = '', saltSeparator, signerKey, ...rest] = fields
  const parameters = readPhcParameters(cost)
  if (!parameters || rest.length > 0) return malformed('$firescrypt$ln=,r=,p=$salt$hash$separator$signer key')
  return convertFirebaseScrypt({
    hash,
    salt,
    signerKey,
    saltSeparator,
    rounds: parseCount(parameters.get('r')),
    memCost: parseCount(parameters.get('ln')),
    parallelism: parseCount(parameters.get('p')) ?? 1,
  })
}

const convertSuperTokens = (fields: string[], project: FirebaseProject): PasswordConversion => {
  const [, , hash = '', salt = '', ...named] = fields
  const parameters = readPhcParameters(named.join(','))
  if (!parameters) return malformed('$f_scrypt$hash$salt$m=$r=$s=')
  return convertFirebaseScrypt({
    hash,
    salt,
    signerKey: project.signerKey,
    saltSeparator: parameters.get('s') ?? project.saltSeparator,
    rounds: parseCount(parameters.get('r')),
    memCost: parseCount(parameters.get('m')),
  })
}

const convertWorkOs = (fields: string[], project: FirebaseProject): PasswordConversion => {
  const parameters = readPhcParameters(fields.slice(2).join(','))
  if (!parameters) return malformed('$firebase-scrypt$hash=$salt=$sk=$ss=$r=$m=')
  return convertFirebaseScrypt({
    hash: parameters.get('hash') ?? '',
    salt: parameters.get('salt'),
    signerKey: parameters.get('sk') ?? project.signerKey,
    saltSeparator: parameters.get('ss') ?? project.saltSeparator,
    rounds: parseCount(parameters.get('r')) ?? project.rounds,
    memCost: parseCount(parameters.get('m')) ?? project.memCost,
  })
}

const malformed = (shape: string): PasswordConversion =>
  refusePassword('malformed_hash', `Expected ${shape}.`)

import type { components } from './schema'

type Schemas = components['schemas']

export type Me = Schemas['Me']
export type SignInMethod = Schemas['SignIn']
export type ProcessSummary = Schemas['ProcessSummary']
export type ProcessDetail = Schemas['ProcessDetail']
export type Instance = Schemas['Instance']
export type InstanceState = Instance['state']
export type InstanceActivity = Schemas['InstanceActivity']
export type TimelineEntry = Schemas['TimelineEntry']
export type Task = Schemas['Task']
export type TaskKind = Task['kind']
export type TaskForm = Schemas['TaskForm']
export type Review = Schemas['Review']
export type Rule = Schemas['Rule']
export type Decision = Schemas['Decision']
export type Deployment = Schemas['Deployment']
export type DeploymentCheck = Schemas['DeploymentCheck']
export type DeploymentDetail = Schemas['DeploymentDetail']
export type DeploymentResult = Schemas['DeploymentResult']
export type Finding = Schemas['Finding']
export type Migration = Schemas['Migration']
export type Agent = Schemas['Agent']
export type Tool = Schemas['Tool']

/** A JSON object whose shape only its author knows: variables, form schemas, tool arguments. */
export type JsonObject = Record<string, unknown>

export { client, postForm, unwrap } from './client'
export { ApiProblem, asProblem, type FieldError } from './problem'

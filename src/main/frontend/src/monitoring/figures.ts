import { t } from '../i18n'
import type { MonitoringFigure } from '../api'

export type FigureId = MonitoringFigure['id']

/** Which way is good news; null where more or less of it says nothing of that kind. */
export type Good = 'high' | 'low' | null

interface Look {
  name: string
  definition: string
  good: Good
}

/** What people call the figures. The definitions are the server's, in the reader's language; a test holds them against the documentation. */
export const figures: Record<FigureId, Look> = {
  'approval-rate': { name: t('Approval rate'), definition: t('Proposed calls that people let through as they were, of those they decided on'), good: 'high' },
  'edit-rate': { name: t('Edit rate'), definition: t('Proposed calls that people changed before they let them through, of those they decided on'), good: 'low' },
  'rejection-rate': { name: t('Rejection rate'), definition: t('Proposed calls that people rejected, of those they decided on'), good: 'low' },
  'taken-over-rate': { name: t('Taken over by hand'), definition: t('Proposed calls that people saw to by hand, of those they decided on'), good: 'low' },
  'samples-correct': { name: t('Samples correct'), definition: t('Sampled calls that were judged correct, of those judged'), good: 'high' },
  'samples-wrong': { name: t('Samples wrong'), definition: t('Sampled calls that were judged wrong, of those judged; the rest was flawed and good enough'), good: 'low' },
  'classification-accuracy': { name: t('Classification accuracy'), definition: t('Classifications that were labelled as right, of those labelled'), good: 'high' },
  'tool-use-accuracy': { name: t('Tool use accuracy'), definition: t('Uses of tools that were labelled as right, of those labelled'), good: 'high' },
  'routing-accuracy': { name: t('Routing accuracy'), definition: t('Ways taken that were labelled as right, of those labelled'), good: 'high' },
  started: { name: t('Instances started'), definition: t('Instances that started in the period'), good: null },
  'completion-rate': { name: t('Completion rate'), definition: t('Instances that came to an end of their diagram, of those that ended'), good: 'high' },
  'exception-rate': { name: t('Exception rate'), definition: t('Instances with an incident at any time, of those that ended'), good: 'low' },
  'escalation-rate': { name: t('Escalation rate'), definition: t('Instances in which people were asked to decide on a call or to settle one in doubt, of those that ended'), good: null },
  incidents: { name: t('Incidents opened'), definition: t('Incidents that were opened in the period, whatever became of them'), good: 'low' },
  'turnaround-p50': { name: t('Turnaround, median'), definition: t('From start to end of completed instances, waits for people included: half were faster'), good: 'low' },
  'turnaround-p95': { name: t('Turnaround, 95th percentile'), definition: t('From start to end of completed instances, waits for people included: 19 of 20 were faster'), good: 'low' },
  'time-saved': { name: t('Time saved'), definition: t('Baseline of the workflow map less the turnaround, added up over completed instances; below zero where people were faster'), good: 'high' },
  'time-saved-each': { name: t('Time saved per instance'), definition: t('Baseline of the workflow map less the turnaround, for each completed instance'), good: 'high' },
  'slower-than-baseline': { name: t('Slower than by hand'), definition: t('Completed instances that took longer than the baseline of the workflow map, of those that have one'), good: 'low' },
  conversion: { name: t('Conversion'), definition: t('Instances that completed with the value that the workflow map names as success, of those that ended and whose map names one'), good: 'high' },
  'run-failures': { name: t('Agent runs failed'), definition: t('Runs of agents that failed, of those that ended'), good: 'low' },
  'model-failures': { name: t('Model calls failed'), definition: t('Attempts at model calls that failed, of those that ended'), good: 'low' },
  'tool-failures': { name: t('Tool calls failed'), definition: t('Tool calls that failed after all attempts, of those that were made'), good: 'low' },
  'model-retries': { name: t('Model calls retried'), definition: t('Attempts at model calls after the first, of all attempts'), good: 'low' },
  'tool-retries': { name: t('Tool calls retried'), definition: t('Tool calls that took more than one attempt, of those that were made'), good: 'low' },
  'run-p50': { name: t('Agent run, median'), definition: t('From start to end of completed runs, without waits for people: half were faster'), good: 'low' },
  'run-p95': { name: t('Agent run, 95th percentile'), definition: t('From start to end of completed runs, without waits for people: 19 of 20 were faster'), good: 'low' },
  'model-p50': { name: t('Model call, median'), definition: t('From question to answer of model calls: half were faster'), good: 'low' },
  'model-p95': { name: t('Model call, 95th percentile'), definition: t('From question to answer of model calls: 19 of 20 were faster'), good: 'low' },
  'tool-p50': { name: t('Tool call, median'), definition: t('From the first attempt to the answer of tool calls that succeeded: half were faster'), good: 'low' },
  'tool-p95': { name: t('Tool call, 95th percentile'), definition: t('From the first attempt to the answer of tool calls that succeeded: 19 of 20 were faster'), good: 'low' },
  spend: { name: t('Spend'), definition: t('What model calls cost that ended in the period, with failed and discarded ones'), good: null },
  'cost-per-instance': { name: t('Cost per instance'), definition: t('What the models of instances cost that ended, for each of them'), good: 'low' },
  'cost-per-success': { name: t('Cost per success'), definition: t('What the models of all instances cost that ended, for each that completed with what the workflow map names as success, or just completed where it names nothing'), good: 'low' },
  'model-calls': { name: t('Model calls'), definition: t('Attempts at model calls that ended'), good: null },
  rehearsed: { name: t('Rehearsed'), definition: t('Model calls that the rehearsal model answered, which costs nothing and is no model, of all'), good: null },
  'tokens-in': { name: t('Tokens read'), definition: t('Tokens that models read, from caches included'), good: null },
  'tokens-out': { name: t('Tokens written'), definition: t('Tokens that models wrote'), good: null },
  refusals: { name: t('Calls refused'), definition: t('Tool calls that the gateway refused, of those proposed; not those that a person rejected'), good: 'low' },
  'unauthorised-calls': { name: t('Unauthorised calls'), definition: t('Tool calls refused since whoever the agent represents may not, the record is not theirs, or the tool was not offered or is forbidden'), good: 'low' },
  'unauthorised-requests': { name: t('Unauthorised requests'), definition: t('Requests of people and applications that were refused for want of a right'), good: 'low' },
  'failed-sign-ins': { name: t('Failed sign-ins'), definition: t('Sign-ins that failed'), good: 'low' },
  'policy-violations': { name: t('Policy violations'), definition: t('Tool calls that the decision tables denied'), good: 'low' },
  'rules-denied': { name: t('Rules that denied'), definition: t('Rules that matched calls which the decision tables denied; by detail, each rule'), good: 'low' },
  compensations: { name: t('Compensations'), definition: t('Calls that took another back: of a tool that a contract names as its compensation'), good: 'low' },
  'hasty-decisions': { name: t('Hasty decisions'), definition: t('Decisions on proposed calls that were made within 3 seconds of being asked for, of all'), good: 'low' },
}

export function isFigure(id: string | undefined): id is FigureId {
  return id !== undefined && Object.hasOwn(figures, id)
}

import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useCallback, useMemo, useState, type ReactElement } from 'react'
import type { DeploymentResult, JsonObject } from '../api'
import { UnsavedGuard } from '../unsaved'
import { BundleTabs, FileEditor } from './bundle'
import { showElement, useModelerRevision, type StewardModeler } from './canvas'
import { useCatalog } from './catalog'
import { FindingBar, useBadges, useFindings } from './checks'
import { complain } from './complain'
import { definitionsOf, is, many, one, text, variablesBefore, type Model } from './diagram'
import { DeployDialog } from './DeployDialog'
import { diagramXml, download, type DownloadKind } from './downloads'
import classes from './Modeler.module.css'
import { editingOf, PropertiesPanel } from './panel'
import { expectedVariables, RehearseButton } from './rehearsal'
import type { BundleFile, Source } from './source'
import { t } from './texts'
import { Toolbar } from './Toolbar'

interface Props {
  modeler: StewardModeler
  source: Source
  files: readonly BundleFile[]
  mayDeploy: boolean
  onOpen: (files: readonly File[]) => void
  onFiles: (changed: readonly BundleFile[]) => void
  onRemove: (name: string) => void
}

/** Around the canvas, what one needs to work on it: toolbar, properties, findings. */
export function Desk({ modeler, source, files, mayDeploy, onOpen, onFiles, onRemove }: Props): ReactElement {
  const revision = useModelerRevision(modeler)
  const commands = modeler.service('commandStack')
  const position = commands._stackIdx
  const [saved, setSaved] = useState<{ position: number; files: readonly BundleFile[] }>({ position, files })
  const [base, setBase] = useState(source.base)
  const [deploying, setDeploying] = useState<readonly BundleFile[] | null>(null)
  const [openFile, setOpenFile] = useState<string | null>(null)
  const unsaved = position !== saved.position || files !== saved.files

  const root = modeler.service('canvas').getRootElement()
  const definitions = definitionsOf(root.businessObject)
  if (definitions === undefined) {
    throw new Error('What is drawn belongs to a document.')
  }
  const process = processDrawn(root.businessObject)
  const fileName = source.fileName ?? `${process?.id ?? 'workflow'}.bpmn`
  const ownForms = useMemo(() => formsIn(files), [files])
  const catalog = useCatalog(definitions, position, base?.key ?? process?.id ?? null, ownForms)
  const findings = useFindings(modeler, position, fileName, files, catalog)
  const show = useCallback(
    (element: string) => {
      setOpenFile(null)
      showElement(modeler, element)
    },
    [modeler],
  )
  useBadges(modeler, findings.items, show)

  const edited = files.find(({ name }) => name === openFile)

  const selection = modeler.service('selection').get()
  const element = selection.length === 1 ? (selection[0]?.labelTarget ?? selection[0] ?? root) : root
  const model = element === root && process !== undefined ? process : element.businessObject
  const editing = editingOf(modeler, element, model, {
    catalog,
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the model changes in place; the revision says when
    variables: useMemo(() => variablesBefore(model, catalog.known), [model, catalog.known, revision]),
    findings: findings.items.filter((finding) => finding.element === model.id),
  })

  const onDownload = (kind: DownloadKind): void => {
    download(modeler, kind, fileName.replace(/\.bpmn$/, ''))
      .then(() => {
        if (kind === 'bpmn') {
          setSaved({ position, files })
        }
      })
      .catch(complain)
  }
  const asItStands = async (): Promise<readonly BundleFile[]> => [{ name: fileName, content: await diagramXml(modeler) }, ...files]
  const onDeployed = (result: DeploymentResult): void => {
    const deployed = result.deployment.processes.find(({ key }) => key === process?.id)
    setDeploying(null)
    setSaved({ position, files })
    if (deployed !== undefined) {
      setBase({ key: deployed.key, version: deployed.version, newest: deployed.version })
      notifications.show({ color: 'teal', message: result.changed ? t('{name} is deployed as version {version}.', { name: deployed.name ?? deployed.key, version: deployed.version }) : t('This is the deployed version already.') })
    }
  }
  const actions = mayDeploy && process !== undefined && (
    <>
      <RehearseButton
        files={asItStands}
        processKey={process.id ?? ''}
        name={process.name ?? process.id ?? t('Workflow')}
        startForm={catalog.formDefinitions.get(startFormKey(process))?.schema ?? null}
        expected={() => expectedVariables(process, catalog.known)}
        onSelect={show}
      />
      <Button size="xs" onClick={() => void asItStands().then(setDeploying).catch(complain)}>
        {t('Deploy')}
      </Button>
    </>
  )
  return (
    <>
      <UnsavedGuard unsaved={unsaved} title={t('Leave without saving?')}>
        {t('Your changes are neither deployed nor downloaded. They are lost when you leave.')}
      </UnsavedGuard>
      <Toolbar modeler={modeler} name={process?.name ?? process?.id ?? t('Workflow')} base={base} unsaved={unsaved} onFiles={onOpen} onDownload={onDownload} actions={actions} />
      <BundleTabs diagram={fileName} files={files} open={edited?.name ?? null} forms={catalog.formDefinitions} onOpen={setOpenFile} onAdd={(file) => onFiles([file])} onRemove={onRemove} />
      {edited !== undefined && <FileEditor file={edited} onChange={(content) => onFiles([{ name: edited.name, content }])} />}
      {edited === undefined && <PropertiesPanel editing={editing} />}
      {deploying !== null && <DeployDialog processKey={process?.id ?? ''} files={deploying} findings={findings} onClose={() => setDeploying(null)} onDeployed={onDeployed} onSelect={show} />}
      <div className={classes.findings}>
        <FindingBar findings={findings} diagram={fileName} onSelect={show} />
      </div>
    </>
  )
}

/** The process of a plane; the first pool's where there are pools. */
function processDrawn(root: Model): Model | undefined {
  if (is(root, 'bpmn:Process')) {
    return root
  }
  if (is(root, 'bpmn:Collaboration')) {
    const participants = root.get('participants') as readonly Model[] | undefined
    return participants?.map((participant) => one(participant, 'processRef')).find((process) => process !== undefined)
  }
  return root.$parent === undefined ? undefined : processDrawn(root.$parent)
}

/** Of the start that nothing but a person or an application sets off; "" where it names none. */
function startFormKey(process: Model): string {
  const start = many(process, 'flowElements').find((element) => is(element, 'bpmn:StartEvent') && many(element, 'eventDefinitions').length === 0)
  return start === undefined ? '' : text(start, 'flowable:formKey')
}

function formsIn(files: readonly BundleFile[]): ReadonlyMap<string, JsonObject> {
  return new Map(
    files.flatMap(({ name, content }) => {
      try {
        return name.endsWith('.form') ? [[name.replace(/\.form$/, ''), JSON.parse(content) as JsonObject] as const] : []
      } catch {
        return []
      }
    }),
  )
}

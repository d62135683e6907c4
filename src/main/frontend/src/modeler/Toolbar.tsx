import { ActionIcon, Button, Divider, FileButton, Group, Menu, Text, Tooltip } from '@mantine/core'
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconChevronDown,
  IconDownload,
  IconFocusCentered,
  IconFolderOpen,
  IconMap2,
  IconMinus,
  IconPlus,
  IconSearch,
  type Icon,
} from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactElement, ReactNode } from 'react'
import { useModelerRevision, zoomBy, type StewardModeler } from './canvas'
import type { DownloadKind } from './downloads'
import classes from './Modeler.module.css'
import { acceptedFiles, type DeployedBase } from './source'

interface Props {
  modeler: StewardModeler
  name: string
  base: DeployedBase | null
  unsaved: boolean
  onFiles: (files: readonly File[]) => void
  onDownload: (kind: DownloadKind) => void
  actions: ReactNode
}

export function Toolbar({ modeler, name, base, unsaved, onFiles, onDownload, actions }: Props): ReactElement {
  useModelerRevision(modeler)
  const commands = modeler.service('commandStack')
  const minimap = modeler.service('minimap')
  return (
    <div className={classes.toolbar} role="toolbar" aria-label="Diagram">
      <Group gap="xs" wrap="nowrap" className={classes.title}>
        <Text component="h1" fw={600} size="sm" truncate>
          {name}
        </Text>
        {base !== null && (
          <Button
            size="compact-xs"
            variant="default"
            miw="max-content"
            title={base.version < base.newest ? `Version ${base.newest} is the newest` : 'See what has changed'}
            renderRoot={(props) => <Link to="/modeler/$key/compare" params={{ key: base.key }} search={{ to: String(base.version) }} {...props} />}
          >
            Version {base.version}
            {base.version < base.newest ? ` of ${base.newest}` : ''}
          </Button>
        )}
        {unsaved && (
          <Text size="xs" c="dimmed" miw="max-content" role="status">
            Unsaved changes
          </Text>
        )}
      </Group>
      <Group gap={2} wrap="nowrap">
        <Tool label="Undo" keys="Ctrl+Z" icon={IconArrowBackUp} disabled={!commands.canUndo()} onClick={() => commands.undo()} />
        <Tool label="Redo" keys="Ctrl+Y" icon={IconArrowForwardUp} disabled={!commands.canRedo()} onClick={() => commands.redo()} />
        <Divider orientation="vertical" mx={4} my={4} />
        <Tool label="Find an element" keys="Ctrl+F" icon={IconSearch} onClick={() => modeler.service('searchPad').toggle()} />
        <Tool label="Overview map" icon={IconMap2} onClick={() => (minimap.isOpen() ? minimap.close() : minimap.open())} />
        <Tool label="Zoom out" keys="Ctrl+-" icon={IconMinus} onClick={() => zoomBy(modeler, 1 / 1.25)} />
        <Tool label="Show all" keys="Ctrl+9" icon={IconFocusCentered} onClick={() => modeler.service('canvas').zoom('fit-viewport', 'auto')} />
        <Tool label="Zoom in" keys="Ctrl++" icon={IconPlus} onClick={() => zoomBy(modeler, 1.25)} />
      </Group>
      <Group gap={6} wrap="nowrap" justify="flex-end">
        <FileButton multiple accept={acceptedFiles} onChange={onFiles}>
          {(props) => (
            <Button {...props} size="xs" variant="default" leftSection={<IconFolderOpen size={15} stroke={1.6} />}>
              Open
            </Button>
          )}
        </FileButton>
        <Menu position="bottom-end" width={180}>
          <Menu.Target>
            <Button size="xs" variant="default" leftSection={<IconDownload size={15} stroke={1.6} />} rightSection={<IconChevronDown size={13} />}>
              Download
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => onDownload('bpmn')}>BPMN file</Menu.Item>
            <Menu.Item onClick={() => onDownload('svg')}>Picture as SVG</Menu.Item>
            <Menu.Item onClick={() => onDownload('png')}>Picture as PNG</Menu.Item>
          </Menu.Dropdown>
        </Menu>
        {actions}
      </Group>
    </div>
  )
}

interface ToolProps {
  label: string
  keys?: string
  icon: Icon
  disabled?: boolean
  onClick: () => void
}

function Tool({ label, keys, icon: ToolIcon, disabled = false, onClick }: ToolProps): ReactElement {
  return (
    <Tooltip label={keys === undefined ? label : `${label} (${keys})`}>
      <ActionIcon variant="subtle" color="gray" aria-label={label} disabled={disabled} onClick={onClick}>
        <ToolIcon size={17} stroke={1.6} />
      </ActionIcon>
    </Tooltip>
  )
}

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
import { t } from './texts'

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
    <div className={classes.toolbar} role="toolbar" aria-label={t('Diagram')}>
      <Group gap="xs" wrap="nowrap" className={classes.title}>
        <Text component="h1" fw={600} size="sm" truncate>
          {name}
        </Text>
        {base !== null && (
          <Button
            size="compact-xs"
            variant="default"
            miw="max-content"
            title={base.version < base.newest ? t('Version {version} is the newest', { version: base.newest }) : t('See what has changed')}
            renderRoot={(props) => <Link to="/modeler/$key/compare" params={{ key: base.key }} search={{ to: String(base.version) }} {...props} />}
          >
            {base.version < base.newest ? t('Version {version} of {newest}', { ...base }) : t('Version {version}', { ...base })}
          </Button>
        )}
        {unsaved && (
          <Text size="xs" c="dimmed" miw="max-content" role="status">
            {t('Unsaved changes')}
          </Text>
        )}
      </Group>
      <Group gap={2} wrap="nowrap">
        <Tool label={t('Undo')} withCtrl="Z" icon={IconArrowBackUp} disabled={!commands.canUndo()} onClick={() => commands.undo()} />
        <Tool label={t('Redo')} withCtrl="Y" icon={IconArrowForwardUp} disabled={!commands.canRedo()} onClick={() => commands.redo()} />
        <Divider orientation="vertical" mx={4} my={4} />
        <Tool label={t('Find an element')} withCtrl="F" icon={IconSearch} onClick={() => modeler.service('searchPad').toggle()} />
        <Tool label={t('Overview map')} icon={IconMap2} onClick={() => (minimap.isOpen() ? minimap.close() : minimap.open())} />
        <Tool label={t('Zoom out')} withCtrl="-" icon={IconMinus} onClick={() => zoomBy(modeler, 1 / 1.25)} />
        <Tool label={t('Show all')} withCtrl="9" icon={IconFocusCentered} onClick={() => modeler.service('canvas').zoom('fit-viewport', 'auto')} />
        <Tool label={t('Zoom in')} withCtrl="+" icon={IconPlus} onClick={() => zoomBy(modeler, 1.25)} />
      </Group>
      <Group gap={6} justify="flex-end">
        <FileButton multiple accept={acceptedFiles} onChange={onFiles}>
          {(props) => (
            <Button {...props} size="xs" variant="default" leftSection={<IconFolderOpen size={15} stroke={1.6} />}>
              {t('Open')}
            </Button>
          )}
        </FileButton>
        <Menu position="bottom-end" width={180}>
          <Menu.Target>
            <Button size="xs" variant="default" leftSection={<IconDownload size={15} stroke={1.6} />} rightSection={<IconChevronDown size={13} />}>
              {t('Download')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => onDownload('bpmn')}>{t('BPMN file')}</Menu.Item>
            <Menu.Item onClick={() => onDownload('svg')}>{t('Picture as SVG')}</Menu.Item>
            <Menu.Item onClick={() => onDownload('png')}>{t('Picture as PNG')}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
        {actions}
      </Group>
    </div>
  )
}

interface ToolProps {
  label: string
  /** The key that does the same together with Ctrl. */
  withCtrl?: string
  icon: Icon
  disabled?: boolean
  onClick: () => void
}

function Tool({ label, withCtrl, icon: ToolIcon, disabled = false, onClick }: ToolProps): ReactElement {
  return (
    <Tooltip label={withCtrl === undefined ? label : t('{label} (Ctrl+{key})', { label, key: withCtrl })}>
      <ActionIcon variant="subtle" color="gray" aria-label={label} disabled={disabled} onClick={onClick}>
        <ToolIcon size={17} stroke={1.6} />
      </ActionIcon>
    </Tooltip>
  )
}

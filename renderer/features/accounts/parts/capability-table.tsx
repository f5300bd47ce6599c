import { ActionIcon, Tooltip } from '@mantine/core'
import { IconArrowLeft, IconCheck, IconClipboardCheck, IconCoin, IconHandFinger, IconKey, IconMinus, type Icon } from '@tabler/icons-react'
import { abilityGroups, capabilityKinds, capabilityOf, type CapabilityKind } from '../../../../preload/contract/capabilities.ts'
import type { Ability } from '../../../../preload/contract/networks.ts'
import { useSituation } from '../../../app/situation.ts'
import { useText } from '../../../text/index.ts'
import { NetworkDot } from '../../../ui/account-mark.tsx'
import classes from './capability-table.module.css'

const icons: Readonly<Record<CapabilityKind, Icon>> = { works: IconCheck, 'own-app': IconKey, review: IconClipboardCheck, costs: IconCoin, 'by-hand': IconHandFinger, impossible: IconMinus }

/** Networks and abilities: what works, what it takes, what is done by hand. Drawn from what the networks' adapters declare. */
export function CapabilityTable({ onBack }: { readonly onBack: () => void }) {
  const say = useText('accounts')
  const name = useText('abilities')
  const networks = useSituation(situation => situation.networks)
  return (
    <div className={classes.page} role="presentation" onKeyDown={event => { if (event.key === 'Escape') onBack() }}>
      <header className={classes.head}>
        <Tooltip label={say('matrix.back')}><ActionIcon variant="subtle" color="gray" size="lg" aria-label={say('matrix.back')} autoFocus onClick={onBack}><IconArrowLeft size={20} aria-hidden /></ActionIcon></Tooltip>
        <div>
          <h2 className={classes.title} id="matrix-title">{say('matrix.open')}</h2>
          <p className={classes.intro}>{say('matrix.intro')}</p>
        </div>
      </header>
      <ul className={classes.legend} aria-label={say('matrix.legend')}>
        {capabilityKinds.map(kind => <li key={kind}><Mark kind={kind} />{say(`matrix.kind.${kind}`)}</li>)}
      </ul>
      <div className={classes.scroll} role="region" aria-labelledby="matrix-title" tabIndex={0}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col" className={classes.corner}>{say('matrix.ability')}</th>
              {networks.map(network => <th key={network.id} scope="col"><span className={classes.network}><NetworkDot network={network.name} colour={network.colour} size={18} />{network.name}</span></th>)}
            </tr>
          </thead>
          {abilityGroups.map(group => (
            <tbody key={group.name}>
              <tr><th scope="rowgroup" colSpan={networks.length + 1} className={classes.group}><span>{say(`matrix.group.${group.name}`)}</span></th></tr>
              {group.abilities.map((ability: Ability) => (
                <tr key={ability}>
                  <th scope="row" className={classes.ability}>{name(ability)}</th>
                  {networks.map(network => {
                    const kinds = capabilityOf(network.offers[ability])
                    const words = kinds.map(kind => say(`matrix.kind.${kind}`)).join(', ')
                    return <td key={network.id} title={words}><span className={classes.marks}>{kinds.map(kind => <Mark key={kind} kind={kind} />)}</span><span className={classes.spoken}>{words}</span></td>
                  })}
                </tr>
              ))}
            </tbody>
          ))}
        </table>
      </div>
    </div>
  )
}

function Mark({ kind }: { readonly kind: CapabilityKind }) {
  const Sign = icons[kind]
  return <Sign size={17} stroke={kind === 'works' ? 2.4 : 1.8} className={classes[kind]} aria-hidden />
}

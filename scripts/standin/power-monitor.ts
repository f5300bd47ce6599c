import { CoveredEmitter, onlyCovered } from './covered.ts'
import { openSystemBus } from './desktop-bus.ts'

class PowerMonitor extends CoveredEmitter {
  private isListening = false
  constructor() {
    super('powerMonitor', ['suspend', 'resume', 'on-battery', 'on-ac', 'shutdown', 'lock-screen', 'unlock-screen'])
    return onlyCovered('powerMonitor', this)
  }

  /** logind is asked only once somebody wants to know. */
  override on(event: string | symbol, listener: (...args: never[]) => void): this {
    super.on(event, listener)
    if (!this.isListening && (event === 'suspend' || event === 'resume')) {
      this.isListening = true
      this.listenToLogind().catch(() => {}) // no system bus or no logind (a container): the computer then never sleeps
    }
    return this
  }

  private async listenToLogind(): Promise<void> {
    const bus = openSystemBus()
    bus.on('error', () => {}) // as above
    const proxy = await bus.getProxyObject('org.freedesktop.login1', '/org/freedesktop/login1')
    proxy.getInterface('org.freedesktop.login1.Manager').on('PrepareForSleep', (isBefore: boolean) => this.emit(isBefore ? 'suspend' : 'resume'))
  }

  isOnBatteryPower(): boolean { return false }
  getSystemIdleTime(): number { return 0 }
  getSystemIdleState(): 'active' { return 'active' }
}

export const powerMonitor = new PowerMonitor()

import { Component, type ReactNode } from 'react'
import { Blank } from '../parts/blank.js'
import { Button } from '../parts/button.js'

interface CrashBoundaryProps {
  readonly title: string
  readonly advice: string
  readonly action: string
  readonly children: ReactNode
}

/** A fault of the page itself, or a file of a version that is gone: told, with the one thing that helps. */
export class CrashBoundary extends Component<CrashBoundaryProps, { readonly hasCrashed: boolean }> {
  override state = { hasCrashed: false }

  static getDerivedStateFromError() {
    return { hasCrashed: true }
  }

  override render() {
    const { title, advice, action, children } = this.props
    if (!this.state.hasCrashed) return children
    return (
      <Blank
        live
        title={title}
        advice={advice}
        action={
          <Button look="primary" onClick={() => location.reload()}>
            {action}
          </Button>
        }
      />
    )
  }
}

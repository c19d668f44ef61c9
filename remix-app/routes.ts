// File names under routes/ are the addresses.
import { flatRoutes } from '@remix-run/fs-routes'

export default flatRoutes()

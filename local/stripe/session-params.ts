// Which of Checkout's parameters the stand-in honours, accepts without effect, or refuses because
// ignoring them would charge another amount than the real API.
import type Stripe from 'stripe'
import type { Supports } from './params.ts'

export const SESSION_CREATE: Supports<Stripe.Checkout.SessionCreateParams> = {
  adaptive_pricing: 'ignored',
  after_expiration: 'refused',
  allow_promotion_codes: 'refused',
  allowed_payment_method_types: 'used',
  automatic_tax: 'used',
  billing_address_collection: 'used',
  branding_settings: 'ignored',
  cancel_url: 'used',
  client_reference_id: 'used',
  consent_collection: 'ignored',
  currency: 'used',
  custom_fields: 'refused',
  custom_text: 'ignored',
  customer: 'used',
  customer_account: 'refused',
  customer_creation: 'used',
  customer_email: 'used',
  customer_update: 'ignored',
  discounts: 'refused',
  excluded_payment_method_types: 'used',
  expires_at: 'used',
  integration_identifier: 'used',
  invoice_creation: 'refused',
  line_items: 'used',
  locale: 'used',
  managed_payments: 'refused',
  metadata: 'used',
  mode: 'used',
  name_collection: 'ignored',
  optional_items: 'refused',
  origin_context: 'ignored',
  payment_intent_data: 'used',
  payment_method_collection: 'ignored',
  payment_method_configuration: 'ignored',
  payment_method_data: 'ignored',
  payment_method_options: 'ignored',
  permissions: 'refused',
  phone_number_collection: 'ignored',
  redirect_on_completion: 'refused',
  return_url: 'refused',
  saved_payment_method_options: 'ignored',
  setup_intent_data: 'refused',
  shipping_address_collection: 'refused',
  shipping_options: 'refused',
  submit_type: 'used',
  subscription_data: 'refused',
  success_url: 'used',
  tax_id_collection: 'ignored',
  ui_mode: 'used',
  wallet_options: 'ignored',
}

export const LINE_ITEM: Supports<Stripe.Checkout.SessionCreateParams.LineItem> = {
  adjustable_quantity: 'refused',
  metadata: 'used',
  price: 'used',
  price_data: 'used',
  quantity: 'used',
  tax_rates: 'refused',
}

export const PRICE_DATA: Supports<Stripe.Checkout.SessionCreateParams.LineItem.PriceData> = {
  currency: 'used',
  product: 'used',
  product_data: 'used',
  recurring: 'refused',
  tax_behavior: 'used',
  unit_amount: 'used',
  unit_amount_decimal: 'used',
}

export const INTENT_DATA: Supports<Stripe.Checkout.SessionCreateParams.PaymentIntentData> = {
  application_fee_amount: 'refused',
  capture_method: 'used',
  description: 'used',
  metadata: 'used',
  on_behalf_of: 'refused',
  receipt_email: 'used',
  setup_future_usage: 'ignored',
  shipping: 'refused',
  statement_descriptor: 'used',
  statement_descriptor_suffix: 'used',
  transfer_data: 'refused',
  transfer_group: 'refused',
}

export const SESSION_LIST: Supports<Stripe.Checkout.SessionListParams> = {
  created: 'used',
  customer: 'used',
  customer_account: 'refused',
  customer_details: 'used',
  payment_intent: 'used',
  payment_link: 'used',
  status: 'used',
  subscription: 'used',
}

export const SESSION_UPDATE: Supports<Stripe.Checkout.SessionUpdateParams> = {
  collected_information: 'refused',
  line_items: 'refused',
  metadata: 'used',
  payment_intent_data: 'refused',
  shipping_options: 'refused',
}

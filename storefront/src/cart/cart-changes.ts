/**
 * The cart's documents, fetched when the cart is first touched: most page views never touch it, and the client that sends documents
 * weighs more than the pages themselves.
 */
const documents = () => import('./cart.documents.ts');

export const addToCart = async () => (await documents()).addToCartDocument;
export const updateCartLine = async () => (await documents()).updateCartLineDocument;
export const removeCartLine = async () => (await documents()).removeCartLineDocument;
export const applyCoupon = async () => (await documents()).applyCouponDocument;
export const removeCoupon = async () => (await documents()).removeCouponDocument;
